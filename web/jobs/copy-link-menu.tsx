import { ChevronDown, Link } from 'lucide-react'
import { useState } from 'react'
import { useFormats, useMessages } from '../i18n/language.tsx'
import { stringifySearch } from '../search-params.ts'
import { basePath } from '../served-page.ts'
import { useHasMany } from '../sync/sync-queries.ts'
import { useAction } from '../ui/actions.ts'
import { buttonClass } from '../ui/button.tsx'
import { copyText } from '../ui/copy-text.ts'
import { lazyNamed } from '../ui/lazy-named.ts'
import { PopupButton } from '../ui/popup-button.tsx'
import { useShortcuts } from '../ui/shortcuts.ts'
import { useToast } from '../ui/toast.tsx'
import { type JobSearch, writeJobSearch } from './job-search.ts'
import { fixedLink, liveLink } from './link-kinds.ts'
import type { ListView } from './list-view.ts'

const CopyLinkChoice = lazyNamed(
  async () => (await import('./copy-link-choice.tsx')).CopyLinkChoice,
)
const CopyByHand = lazyNamed(async () => (await import('../ui/copy-failed.tsx')).CopyByHand)

type CopyLinkMenuProps = {
  search: JobSearch
  /** The layout in force, whether the link says so or the browser remembers it. */
  view: ListView
  /** Jobs that match; `null`: not known yet. */
  jobCount: number | null
  /** The moment that the rows are as new as; `null`: not known yet. */
  asOf: string | null
}

/** A link to what the reader sees: one that goes on with the time, or one that stands still. */
export function CopyLinkMenu({ search, view, jobCount, asOf }: CopyLinkMenuProps) {
  const words = useMessages().share
  const [isOpen, setOpen] = useState(false)
  const { uncopied, copy, forget } = useCopyLink()
  const said = useSaid(jobCount)
  const show = (open: boolean) => {
    setOpen(open)
    forget()
  }
  const hasMany = useHasMany()
  const copyLive = () => {
    setOpen(false)
    void copy(liveLink(search, view, hasMany), said.live)
  }
  const copyFixed = () => {
    const nowMs = asOf === null ? Date.now() : Date.parse(asOf)
    setOpen(false)
    void copy(fixedLink(search, view, nowMs), said.fixed(nowMs))
  }
  useShortcuts({ copyLiveLink: copyLive, copySeenLink: copyFixed })
  const { names } = useMessages().keys
  useAction('copyLiveLink', {
    label: names.copyLiveLink,
    glyph: Link,
    shortcut: 'copyLiveLink',
    run: copyLive,
  })
  useAction('copySeenLink', {
    label: names.copySeenLink,
    glyph: Link,
    shortcut: 'copySeenLink',
    run: copyFixed,
  })
  return (
    <PopupButton
      isOpen={isOpen || uncopied !== null}
      onOpenChange={show}
      onIntent={() => void CopyLinkChoice.preload()}
      align="end"
      popupClass={uncopied === null ? 'w-92 p-1' : 'w-80 p-3'}
      popup={
        uncopied === null ? (
          <CopyLinkChoice asOf={asOf} onLive={copyLive} onFixed={copyFixed} />
        ) : (
          <CopyByHand text={uncopied} />
        )
      }
      title={words.button}
      className={buttonClass({ kind: 'primary' })}
    >
      <Link aria-hidden="true" strokeWidth={2.25} />
      <span className="max-wide:sr-only">{words.button}</span>
      <ChevronDown aria-hidden="true" strokeWidth={2.25} className="-mr-1 max-wide:hidden" />
    </PopupButton>
  )
}

/** `uncopied`: the link that the browser did not let us copy, until it is forgotten. */
function useCopyLink() {
  const { toast } = useToast()
  const [uncopied, setUncopied] = useState<string | null>(null)
  return {
    uncopied,
    async copy(link: JobSearch, said: string) {
      const list = `${window.location.origin}${basePath()}/jobs`
      const text = list + stringifySearch(writeJobSearch(link))
      const isCopied = await copyText(text)
      setUncopied(isCopied ? null : text)
      if (isCopied) toast(said)
    },
    forget: () => setUncopied(null),
  }
}

/** What is said of a link once it is copied. */
function useSaid(jobCount: number | null) {
  const words = useMessages().share
  const formats = useFormats()
  return {
    live:
      jobCount === null || jobCount === 0
        ? words.copiedView
        : words.copiedLive(jobCount, formats.number(jobCount)),
    fixed: (nowMs: number) =>
      words.copiedFixed(formats.moment(new Date(nowMs).toISOString(), Date.now())),
  }
}

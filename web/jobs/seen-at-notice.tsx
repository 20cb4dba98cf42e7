import { Pin } from 'lucide-react'
import { useFormats, useMessages } from '../i18n/language.tsx'
import { Button } from '../ui/button.tsx'
import { useNow } from '../ui/now.ts'
import type { JobSearch } from './job-search.ts'
import { endsBy, shownLive } from './link-kinds.ts'
import type { ChangeSearch } from './use-job-search.ts'

type SeenAtNoticeProps = { search: JobSearch; change: ChangeSearch }

/** Says when a link was made, where it says so itself, and what of its list is not of that moment. */
export function SeenAtNotice({ search, change }: SeenAtNoticeProps) {
  const words = useMessages().share
  const formats = useFormats()
  const nowMs = useNow()
  const { seenAt, filter } = search
  if (seenAt === null) return null
  return (
    <div
      role="status"
      className="flex items-center gap-3 border-t border-accent-line bg-accent-soft px-(--gutter) py-1.5"
    >
      <Pin aria-hidden="true" strokeWidth={2.25} className="size-4 flex-none text-accent" />
      <p className="min-w-0 flex-1 text-pretty">
        <b className="mr-3 tabular-nums">{words.seen(formats.moment(seenAt, nowMs))}</b>
        <span className="text-text-2">
          {endsBy(filter, seenAt) ? words.seenEnd : words.seenOpen}
        </span>
      </p>
      <Button onClick={() => change(shownLive(search))}>{words.showLive}</Button>
    </div>
  )
}

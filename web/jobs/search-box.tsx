import { Search, X } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { useMessages } from '../i18n/language.tsx'
import { useShortcuts } from '../ui/shortcuts.ts'
import { withFilter, withText } from './job-search.ts'
import { useJobSearch } from './use-job-search.ts'

const pauseMs = 250

/** The text filter. A row of keystrokes is one step in the history. */
export function SearchBox() {
  const words = useMessages().list.search
  const [search, change] = useJobSearch()
  const input = useRef<HTMLInputElement>(null)
  const inUrl = search.filter.q ?? ''
  const [draft, setDraft] = useDraft(inUrl, (text, replace) =>
    change(withFilter(search, withText(search.filter, text)), { replace }),
  )
  useShortcuts({
    search(event) {
      event.preventDefault()
      input.current?.select()
    },
  })

  return (
    // biome-ignore lint/a11y/useSemanticElements: not every DOM knows the search element
    <div
      role="search"
      className="group relative flex h-7 min-w-0 items-center rounded-r2 border border-line-2 bg-surface shadow-1 focus-within:outline-2 focus-within:outline-offset-1 focus-within:outline-focus hover:border-line-3 max-sm:hidden"
    >
      <Search
        aria-hidden="true"
        strokeWidth={2.25}
        className="pointer-events-none absolute left-2 size-4 text-text-3"
      />
      <input
        ref={input}
        type="text"
        enterKeyHint="search"
        aria-label={words.label}
        placeholder={words.placeholder}
        autoComplete="off"
        spellCheck={false}
        value={draft}
        onChange={(event) => setDraft(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape') event.currentTarget.blur()
        }}
        className="h-full w-full min-w-0 bg-transparent pr-8 pl-8 text-ellipsis outline-none placeholder:text-text-3"
      />
      {draft === '' ? (
        <kbd className="key-cap pointer-events-none absolute right-1.5 group-focus-within:hidden max-wide:hidden">
          /
        </kbd>
      ) : (
        <button
          type="button"
          aria-label={words.clear}
          onClick={() => {
            setDraft('')
            input.current?.focus()
          }}
          className="absolute right-px grid size-6 place-items-center rounded-r1 text-text-3 hover:bg-surface-2 hover:text-text"
        >
          <X aria-hidden="true" className="size-3.5" strokeWidth={2.25} />
        </button>
      )}
    </div>
  )
}

/** What is being typed; written out after a pause. Another text in the URL takes its place. */
function useDraft(inUrl: string, write: (text: string, replace: boolean) => void) {
  const [draft, setDraft] = useState(inUrl)
  const written = useRef(inUrl)
  const isBurst = useRef(false)
  const latest = useRef(write)
  useEffect(() => {
    latest.current = write
  })
  useEffect(() => {
    if (inUrl === written.current) return
    written.current = inUrl
    isBurst.current = false
    setDraft(inUrl)
  }, [inUrl])
  useEffect(() => {
    const text = draft.trim()
    if (text === written.current) return
    const timer = setTimeout(() => {
      written.current = text
      latest.current(text, isBurst.current)
      isBurst.current = true
    }, pauseMs)
    return () => clearTimeout(timer)
  }, [draft])
  return [draft, setDraft] as const
}

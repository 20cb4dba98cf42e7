import { ArrowDown, ArrowUp } from 'lucide-react'
import { useEffect, useRef } from 'react'
import { useFormats, useMessages } from '../i18n/language.tsx'
import { coverage, useSync } from '../sync/sync-queries.ts'
import { announce } from '../ui/announce.ts'
import type { LiveList } from './live-list.ts'

/** Counts what the list would show more by now; the reader decides when. */
export function NewsPill({ list }: { list: LiveList }) {
  const messages = useMessages()
  const words = messages.list.news
  const formats = useFormats()
  const { isWhole } = coverage(useSync().connections)
  const read = isWhole ? 0 : list.grown - list.news
  const count = list.isNewsAtLeast ? messages.news.atLeast(list.news) : words.jobs(list.news)
  const text = list.news > 0 ? count : read > 0 ? words.read(read, formats.number(read)) : null
  useAnnouncement(list.news > 0 ? text : null)
  if (text === null || list.isOld || !list.rows) return null
  const Arrow = list.news > 0 ? ArrowUp : ArrowDown
  return (
    <button
      type="button"
      onClick={() => void list.reload()}
      className="inline-flex min-h-6 flex-none items-center gap-1 rounded-full border border-accent-line bg-accent-soft pr-2.5 pl-2 text-12 font-medium whitespace-nowrap text-accent tabular-nums hover:border-accent max-sm:fixed max-sm:bottom-4 max-sm:left-1/2 max-sm:z-10 max-sm:min-h-11 max-sm:-translate-x-1/2 max-sm:bg-accent-solid max-sm:px-4 max-sm:text-13 max-sm:text-on-solid max-sm:shadow-2"
    >
      <Arrow aria-hidden="true" className="size-3.5" strokeWidth={2.25} />
      {text}
    </button>
  )
}

const quietMs = 10_000

/** Said politely, at most every 10 s. */
function useAnnouncement(text: string | null) {
  const last = useRef({ text: '', atMs: 0 })
  useEffect(() => {
    const nowMs = Date.now()
    if (text === null || text === last.current.text || nowMs - last.current.atMs < quietMs) return
    last.current = { text, atMs: nowMs }
    announce(text)
  }, [text])
}

import { TriangleAlert } from 'lucide-react'
import { ApiError } from '../api/read-reply.ts'
import { useFormats, useMessages } from '../i18n/language.tsx'
import { failureInWords } from '../sync/problem-words.ts'
import { coverage, useSync } from '../sync/sync-queries.ts'
import type { PaletteSearch } from './use-palette-search.ts'

type PaletteNoteProps = {
  palette: PaletteSearch
  /** There is nothing else to choose, either. */
  isAlone: boolean
}

/** What there is to say where jobs would stand: that none was found, or why nobody knows. */
export function PaletteNote({ palette, isAlone }: PaletteNoteProps) {
  const messages = useMessages()
  const words = messages.palette
  const formats = useFormats()
  const { known, isWhole } = coverage(useSync().connections)
  const { error, found, isOld } = palette
  if (error) {
    const code = error instanceof ApiError ? error.code : 'internal'
    const reason = failureInWords(messages, code).title
    return (
      <p
        role="status"
        className="mx-2 mb-2 flex items-center gap-2.5 rounded-r2 bg-warn-soft px-2 py-2 text-warn-text"
      >
        <TriangleAlert aria-hidden="true" strokeWidth={2.25} className="size-4 flex-none" />
        {code === 'offline' ? words.offline : words.failed(reason)}
      </p>
    )
  }
  if (!found || isOld || found.jobs.length > 0) return null
  const count = formats.number(known)
  const nothing = isAlone ? words.nothing : words.noJob
  return (
    <p className="px-4 pt-1 pb-4 text-text-3">
      {isWhole ? nothing.whole(count) : nothing.part(count)}
    </p>
  )
}

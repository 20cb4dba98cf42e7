import type { ReactNode } from 'react'
import { useFormats, useMessages } from '../i18n/language.tsx'
import { useLookOnNews } from '../live/live-context.tsx'
import { AllGlyph } from './all-glyph.tsx'
import { withFilter, withValues } from './job-search.ts'
import { statusWord } from './job-words.ts'
import {
  knownStatusList,
  type StatusCount,
  statusCounts,
  statusesAfterClick,
} from './status-counts.ts'
import { StatusGlyph } from './status-glyph.tsx'
import { useFacets } from './use-facets.ts'
import { useJobSearch } from './use-job-search.ts'

/** Counts by status under the other filters; each is a filter itself. At its end, `children`. */
export function StatusStrip({ children }: { children?: ReactNode }) {
  const messages = useMessages()
  const [search, change] = useJobSearch()
  const { data, isPending, failureCount, refetch } = useFacets(search.filter)
  useLookOnNews(refetch, { gapMs: 1000 })
  const chosen = search.filter.status ?? []
  const counts = data ? statusCounts(data.facets.status) : null
  const tiles: readonly StatusCount[] =
    counts?.tiles ?? knownStatusList.map((status) => ({ status, count: null }))
  const choose = (statuses: readonly string[]) =>
    change(withFilter(search, withValues(search.filter, 'status', statuses)))
  const words = messages.list.strip
  return (
    <section className="flex min-h-(--h-strip) items-center bg-bg pr-(--gutter) pl-3 max-sm:px-0">
      <h1 className="sr-only">{messages.list.heading}</h1>
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset would be a form's */}
      <div
        role="group"
        aria-label={words.label}
        data-sideways
        className="flex min-w-0 items-stretch gap-1 overflow-x-auto p-1 -m-1 [scrollbar-width:none] max-sm:m-0 max-sm:gap-0 max-sm:px-2"
      >
        <Tile
          word={words.all}
          count={counts?.all ?? null}
          isLoading={isPending && failureCount === 0}
          isOn={chosen.length === 0}
          onChoose={() => choose([])}
        >
          <AllGlyph />
        </Tile>
        {tiles.map(({ status, count }) => (
          <Tile
            key={status}
            word={statusWord(messages, status)}
            hint={`${messages.status.help[status as keyof typeof messages.status.help] ?? messages.status.help.unknown}\n${words.hint}`}
            count={count}
            isLoading={isPending && failureCount === 0}
            isOn={chosen.includes(status)}
            onChoose={(adds) => choose(statusesAfterClick(chosen, status, adds))}
          >
            <StatusGlyph status={status} size={14} />
          </Tile>
        ))}
      </div>
      {children}
    </section>
  )
}

type TileProps = {
  word: string
  hint?: string
  count: number | null
  isLoading: boolean
  isOn: boolean
  /** `adds`: to what is chosen already, with Ctrl or Shift held. */
  onChoose: (adds: boolean) => void
  children: ReactNode
}

function Tile({ word, hint, count, isLoading, isOn, onChoose, children }: TileProps) {
  const words = useMessages().list.strip
  const formats = useFormats()
  const text = count === null ? words.unknownCount : formats.number(count)
  return (
    <button
      type="button"
      aria-pressed={isOn}
      aria-label={words.tile(word, count, text)}
      title={hint}
      onClick={(event) => onChoose(event.ctrlKey || event.metaKey || event.shiftKey)}
      className="grid min-h-14 min-w-[6.5rem] flex-none content-center gap-y-1 rounded-r3 border border-transparent px-[11px] text-left transition-colors hover:bg-surface-2 aria-pressed:border-line-2 aria-pressed:bg-surface aria-pressed:shadow-1 max-wide:min-w-[5.5rem] max-sm:min-h-12 max-sm:min-w-0 max-sm:gap-y-0.5 max-sm:px-2.5"
    >
      <span className="flex items-center gap-1.5 text-12 font-medium whitespace-nowrap text-text-2">
        {children}
        {word}
      </span>
      <span className="text-20 font-semibold tracking-num tabular-nums max-sm:text-16 max-sm:leading-5">
        {isLoading ? <i className="skeleton my-1.5 h-3! w-9" /> : text}
      </span>
    </button>
  )
}

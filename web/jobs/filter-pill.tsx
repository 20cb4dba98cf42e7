import { Popover } from '@base-ui/react/popover'
import { X } from 'lucide-react'
import type { JobFilter } from '../../server/jobs/job-filter.ts'
import type { Facets, JobStatus } from '../api/client.ts'
import { useMessages } from '../i18n/language.tsx'
import { EditorPopup } from './editor-popup.tsx'
import { FilterEditor, hasEditor } from './filter-editor.tsx'
import { type FilterWords, inOneText } from './filter-words.ts'
import { StatusGlyph } from './status-glyph.tsx'

type FilterPillProps = {
  pill: FilterWords
  filter: JobFilter
  facets: Facets | undefined
  onChange: (filter: JobFilter) => void
  onRemove: () => void
}

export function FilterPill({ pill, filter, facets, onChange, onRemove }: FilterPillProps) {
  const words = useMessages().list.filter
  const { part } = pill
  const face = 'flex items-center gap-1 rounded-l-r2 pr-1.5 pl-2'
  return (
    <span className="inline-flex min-h-6 flex-none rounded-r2 bg-surface text-12 leading-6 whitespace-nowrap shadow-[inset_0_0_0_1px_var(--line-2)] max-sm:min-h-8">
      {hasEditor(part) ? (
        <Popover.Root>
          <Popover.Trigger
            className={`${face} hover:bg-surface-2 data-popup-open:bg-surface-2`}
            aria-label={words.edit(inOneText(pill))}
          >
            <Face pill={pill} statuses={part === 'status' ? filter.status : undefined} />
          </Popover.Trigger>
          <EditorPopup>
            <FilterEditor part={part} filter={filter} facets={facets} onChange={onChange} />
          </EditorPopup>
        </Popover.Root>
      ) : (
        <span className={face}>
          <Face pill={pill} />
        </span>
      )}
      <button
        type="button"
        aria-label={words.remove(inOneText(pill))}
        onClick={onRemove}
        className="grid w-6 place-items-center rounded-r-r2 border-l border-line-2 text-text-3 hover:bg-surface-2 hover:text-text max-sm:w-8"
      >
        <X aria-hidden="true" className="size-3" strokeWidth={2.5} />
      </button>
    </span>
  )
}

function Face({ pill, statuses }: { pill: FilterWords; statuses?: readonly string[] | undefined }) {
  const [status] = statuses ?? []
  return (
    <>
      <span className="text-text-2">{pill.name}</span>
      <span className="text-text-3">{pill.operator}</span>
      <span className="flex items-center gap-1 font-medium">
        {status && statuses?.length === 1 && <StatusGlyph status={status as JobStatus} size={14} />}
        <span className="max-w-72 overflow-hidden text-ellipsis">{pill.value}</span>
      </span>
    </>
  )
}

import { X } from 'lucide-react'
import { useState } from 'react'
import type { JobFilter } from '../../server/jobs/job-filter.ts'
import type { Facets, JobStatus } from '../api/client.ts'
import { useMessages } from '../i18n/language.tsx'
import { lazyNamed } from '../ui/lazy-named.ts'
import { PopupButton } from '../ui/popup-button.tsx'
import { hasEditor } from './editable-parts.ts'
import type { FilterWords } from './filter-words.ts'
import { StatusGlyph } from './status-glyph.tsx'

const FilterEditor = lazyNamed(async () => (await import('./filter-editor.tsx')).FilterEditor)

type FilterPillProps = {
  pill: FilterWords
  filter: JobFilter
  facets: Facets | undefined
  onChange: (filter: JobFilter) => void
  onRemove: () => void
}

export function FilterPill({ pill, filter, facets, onChange, onRemove }: FilterPillProps) {
  const words = useMessages().list.filter
  const [isOpen, setOpen] = useState(false)
  const { part } = pill
  const face = 'flex items-center gap-1 rounded-l-r2 pr-1.5 pl-2'
  return (
    <span className="inline-flex min-h-6 flex-none rounded-r2 bg-surface text-12 leading-6 whitespace-nowrap shadow-[inset_0_0_0_1px_var(--line-2)] max-sm:min-h-8">
      {hasEditor(part) ? (
        <PopupButton
          isOpen={isOpen}
          onOpenChange={setOpen}
          onIntent={() => void FilterEditor.preload()}
          popup={<FilterEditor part={part} filter={filter} facets={facets} onChange={onChange} />}
          className={`${face} hover:bg-surface-2 aria-expanded:bg-surface-2`}
          aria-label={words.edit(pill.text)}
        >
          <Face pill={pill} statuses={part === 'status' ? filter.status : undefined} />
        </PopupButton>
      ) : (
        <span className={face}>
          <Face pill={pill} />
        </span>
      )}
      <button
        type="button"
        aria-label={words.remove(pill.text)}
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

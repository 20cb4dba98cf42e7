import { Popover } from '@base-ui/react/popover'
import { ChevronRight } from 'lucide-react'
import { useState } from 'react'
import type { JobFilter } from '../../server/jobs/job-filter.ts'
import type { Facets } from '../api/client.ts'
import { useMessages } from '../i18n/language.tsx'
import { useHasMany } from '../sync/sync-queries.ts'
import { useFocusFirst } from '../ui/focus-first.ts'
import { moveFocus } from '../ui/move-focus.ts'
import { type EditablePart, editable } from './editable-parts.ts'
import { FilterEditor } from './filter-editor.tsx'
import { filterParts } from './job-search.ts'

type FilterChoiceProps = {
  filter: JobFilter
  facets: Facets | undefined
  onChange: (filter: JobFilter) => void
}

/** First which filter, then its values; both by keyboard alone. */
export function FilterChoice({ filter, facets, onChange }: FilterChoiceProps) {
  const [part, setPart] = useState<EditablePart | null>(null)
  if (part === null) return <PartList filter={filter} onPick={setPart} />
  return (
    <FilterEditor
      key={part}
      part={part}
      filter={filter}
      facets={facets}
      onChange={onChange}
      onBack={() => setPart(null)}
    />
  )
}

function PartList({ filter, onPick }: { filter: JobFilter; onPick: (part: EditablePart) => void }) {
  const words = useMessages().list.filter
  const container = useFocusFirst<HTMLUListElement>('button')
  const parts = filterParts(filter)
  const isOn = (part: EditablePart) => parts.includes(part)
  const hasMany = useHasMany()
  const choices = editable.filter((part) => part !== 'connection' || hasMany)
  return (
    <>
      <Popover.Title className="px-2 pt-1.5 pb-1 text-12 font-medium text-text-3">
        {words.choose}
      </Popover.Title>
      <ul ref={container} onKeyDown={moveFocus('button')}>
        {choices.map((part) => (
          <li key={part}>
            <button
              type="button"
              onClick={() => onPick(part)}
              className="flex h-8 w-full items-center rounded-r2 px-2 text-left hover:bg-surface-2 focus-visible:-outline-offset-2"
            >
              <span className="flex-1">{words.names[part]}</span>
              {isOn(part) && (
                <span aria-hidden="true" className="mr-2 size-1.5 rounded-full bg-accent" />
              )}
              <ChevronRight
                aria-hidden="true"
                className="size-3.5 text-text-3"
                strokeWidth={2.25}
              />
            </button>
          </li>
        ))}
      </ul>
    </>
  )
}

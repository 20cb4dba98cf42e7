import { Popover } from '@base-ui/react/popover'
import { ChevronLeft } from 'lucide-react'
import type { JobFilter } from '../../server/jobs/job-filter.ts'
import type { Facets } from '../api/client.ts'
import { useMessages } from '../i18n/language.tsx'
import { Button } from '../ui/button.tsx'
import { useFocusFirst } from '../ui/focus-first.ts'
import { CreatedEditor } from './created-editor.tsx'
import { DevicesEditor } from './devices-editor.tsx'
import type { EditablePart } from './editable-parts.ts'
import { FacetEditor } from './facet-editor.tsx'
import { withCreated, withDevices, withMissing, withValues } from './job-search.ts'
import { MissingEditor } from './missing-editor.tsx'

type FilterEditorProps = {
  part: EditablePart
  filter: JobFilter
  facets: Facets | undefined
  onChange: (filter: JobFilter) => void
  onBack?: () => void
}

export function FilterEditor({ part, filter, facets, onChange, onBack }: FilterEditorProps) {
  const words = useMessages().list.filter
  const container = useFocusFirst<HTMLDivElement>('input')
  return (
    <div ref={container}>
      <div className="flex h-8 items-center gap-1 px-1">
        {onBack && (
          <Button kind="icon" tiny aria-label={words.back} title={words.back} onClick={onBack}>
            <ChevronLeft aria-hidden="true" strokeWidth={2.25} />
          </Button>
        )}
        <Popover.Title className={`text-12 font-medium text-text-2 ${onBack ? '' : 'px-1'}`}>
          {words.names[part]}
        </Popover.Title>
      </div>
      <PartEditor part={part} filter={filter} facets={facets} onChange={onChange} />
    </div>
  )
}

function PartEditor({ part, filter, facets, onChange }: Omit<FilterEditorProps, 'onBack'>) {
  if (part === 'created') {
    return (
      <CreatedEditor range={filter} onChange={(range) => onChange(withCreated(filter, range))} />
    )
  }
  if (part === 'devices') {
    return (
      <DevicesEditor range={filter} onChange={(range) => onChange(withDevices(filter, range))} />
    )
  }
  if (part === 'missing') {
    return (
      <MissingEditor
        choice={filter.missing ?? null}
        onChange={(choice) => onChange(withMissing(filter, choice))}
      />
    )
  }
  return (
    <FacetEditor
      part={part}
      chosen={filter[part] ?? []}
      values={facets?.[part]}
      onChange={(values) => onChange(withValues(filter, part, values))}
    />
  )
}

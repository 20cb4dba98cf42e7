import type { ReactNode } from 'react'
import type { Facets } from '../api/client.ts'
import { useFormats, useMessages } from '../i18n/language.tsx'
import { Button } from '../ui/button.tsx'
import { FaultPill } from './fault-pill.tsx'
import { FilterMenu } from './filter-menu.tsx'
import { FilterPill } from './filter-pill.tsx'
import { filterInWords, nameOfValue } from './filter-words.ts'
import { withFilter, withoutPart } from './job-search.ts'
import type { LiveList } from './live-list.ts'
import { NewsPill } from './news-pill.tsx'
import { useFacets } from './use-facets.ts'
import { useJobSearch } from './use-job-search.ts'

type FilterBarProps = { list: LiveList; children?: ReactNode }

/**
 * The filters as the URL has them, and nothing else: each pill opens its own editor. `children`
 * stand at its end, and stay where the pills scroll.
 */
export function FilterBar({ list, children }: FilterBarProps) {
  const messages = useMessages()
  const formats = useFormats()
  const [search, change] = useJobSearch()
  const { data } = useFacets(search.filter)
  const words = messages.list.filter
  const { filter, faults } = search
  const named = nameOfValue(messages, instanceNames(data?.facets))
  const pills = filterInWords(filter, messages, formats, named)
  const apply = (next: typeof filter) => change(withFilter(search, next))
  return (
    <section
      aria-label={words.region}
      className="flex min-h-(--h-filters) min-w-0 items-center gap-2 border-t border-line px-(--gutter)"
    >
      <div
        data-sideways
        className="-m-1 flex min-w-0 flex-1 items-center gap-2 p-1 wide:flex-wrap wide:py-1.5 max-wide:overflow-x-auto max-wide:[scrollbar-width:none]"
      >
        <FilterMenu filter={filter} facets={data?.facets} onChange={apply} />
        {pills.map((pill) => (
          <FilterPill
            key={pill.part}
            pill={pill}
            filter={filter}
            facets={data?.facets}
            onChange={apply}
            onRemove={() => apply(withoutPart(filter, pill.part))}
          />
        ))}
        {faults.map((fault, at) => (
          <FaultPill
            key={`${fault.name}=${fault.value}`}
            fault={fault}
            onDismiss={() =>
              change({ ...search, faults: faults.toSpliced(at, 1) }, { replace: true })
            }
          />
        ))}
        {pills.length > 0 && (
          <Button kind="ghost" className="text-text-3" onClick={() => apply({})}>
            {words.clear}
          </Button>
        )}
      </div>
      <NewsPill list={list} />
      {children}
    </section>
  )
}

function instanceNames(facets: Facets | undefined) {
  const known = [...(facets?.sourceInstance ?? []), ...(facets?.targetInstance ?? [])]
  const names = new Map(known.map(({ value, name }) => [value, name]))
  return (id: string) => names.get(id) ?? ''
}

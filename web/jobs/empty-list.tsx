import { useQuery } from '@tanstack/react-query'
import { X } from 'lucide-react'
import type { JobFilter } from '../../server/jobs/job-filter.ts'
import { useApi } from '../api/api-context.tsx'
import { useFormats, useMessages } from '../i18n/language.tsx'
import { coverage, type useSees, useSync } from '../sync/sync-queries.ts'
import { Button } from '../ui/button.tsx'
import { EmptyPage } from './empty-page.tsx'
import { type FilterWords, filterInWords, nameOfValue } from './filter-words.ts'
import type { JobSearch } from './job-search.ts'
import { withFilter, withoutPart } from './job-search.ts'
import { listQueries } from './list-queries.ts'
import type { ChangeSearch } from './use-job-search.ts'

type EmptyListProps = {
  sees: ReturnType<typeof useSees>
  isFiltered: boolean
  search: JobSearch
  change: ChangeSearch
}

/** Why there are no rows. */
export function EmptyList({ sees, isFiltered, search, change }: EmptyListProps) {
  if (sees === 'nothing') return <NothingSeen />
  if (isFiltered) return <NoMatch search={search} change={change} />
  return <EmptyAccount isPart={sees === 'part'} />
}

/** `isPart`: there may be jobs, and the reader is shown those of their groups alone. */
function EmptyAccount({ isPart }: { isPart: boolean }) {
  const { list, session } = useMessages()
  const { title, help } = isPart
    ? session.noneYet
    : { title: list.empty.account, help: list.empty.accountHelp }
  return <EmptyWords title={title} help={help} />
}

/** Whoever looks is in no group that is shown anything. */
function NothingSeen() {
  return <EmptyWords {...useMessages().session.nothing} />
}

function EmptyWords({ title, help }: { title: string; help: string }) {
  return (
    <EmptyPage title={title}>
      <p className="mt-1 max-w-[46ch] text-balance text-text-2">{help}</p>
    </EmptyPage>
  )
}

/** Names every filter, and says what the list would hold without it. */
function NoMatch({ search, change }: { search: JobSearch; change: ChangeSearch }) {
  const messages = useMessages()
  const formats = useFormats()
  const words = messages.list.empty
  const { known } = coverage(useSync().connections)
  const apply = (filter: JobFilter) => change(withFilter(search, filter))
  const named = nameOfValue(messages, (id) => id)
  const parts = filterInWords(search.filter, messages, formats, named)
  return (
    <EmptyPage title={words.noMatch(parts.length, formats.number(parts.length))}>
      <Searched />
      <ul className="mt-6 w-[420px] max-w-full overflow-hidden rounded-r3 border border-line-2 text-left">
        {parts.map((part) => (
          <Way
            key={part.part}
            words={part}
            without={withoutPart(search.filter, part.part)}
            onTake={apply}
          />
        ))}
      </ul>
      {parts.length > 1 && (
        <p className="mt-4 flex items-center gap-3">
          <Button onClick={() => apply({})}>{words.clearAll}</Button>
          <span className="text-12 text-text-3">{words.count(known, formats.number(known))}</span>
        </p>
      )}
    </EmptyPage>
  )
}

function Searched() {
  const words = useMessages().list.empty
  const formats = useFormats()
  const { known, isWhole, checkedAt } = coverage(useSync().connections)
  const text = formats.number(known)
  return (
    <p className="mt-1 text-balance text-text-2">
      {!isWhole
        ? words.searchedPart(text)
        : checkedAt === null
          ? words.searched(text)
          : words.searchedAt(text, formats.moment(checkedAt, Date.now()))}
    </p>
  )
}

type WayProps = { words: FilterWords; without: JobFilter; onTake: (filter: JobFilter) => void }

function Way({ words, without, onTake }: WayProps) {
  const { empty, strip } = useMessages().list
  const formats = useFormats()
  const { data } = useQuery(listQueries(useApi()).count(without))
  return (
    <li className="border-line not-first:border-t">
      <button
        type="button"
        onClick={() => onTake(without)}
        className="flex min-h-10 w-full items-center gap-2 py-2 pr-4 pl-3 text-left hover:bg-surface-2 focus-visible:-outline-offset-2"
      >
        <X aria-hidden="true" className="size-4 flex-none text-text-3" strokeWidth={2.25} />
        <span className="min-w-0 flex-1">{empty.remove(words.text)}</span>
        <span className="whitespace-nowrap text-text-2 tabular-nums">
          {data === undefined ? strip.unknownCount : empty.count(data, formats.number(data))}
        </span>
      </button>
    </li>
  )
}

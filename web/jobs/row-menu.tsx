import { Popover } from '@base-ui/react/popover'
import { Link } from '@tanstack/react-router'
import { type ReactNode, useMemo } from 'react'
import type { MirroredJob } from '../api/client.ts'
import { useMessages } from '../i18n/language.tsx'
import { useHasMany } from '../sync/sync-queries.ts'
import { announce } from '../ui/announce.ts'
import { copyText } from '../ui/copy-text.ts'
import { moveFocus } from '../ui/move-focus.ts'
import { Popup } from '../ui/popup.tsx'
import {
  type CellFilter,
  filterKey,
  filterWords,
  narrowed,
  rowFilters,
  soleFilters,
} from './cell-filter.ts'
import { useToRef } from './job-ref.ts'
import { type JobSearch, toPageSearch, withFilter } from './job-search.ts'
import { rowKey } from './list-pages.ts'
import type { Selection } from './selection.ts'
import type { ChangeSearch } from './use-job-search.ts'

type RowMenuProps = {
  job: MirroredJob
  /** The row's link. */
  anchor: HTMLElement
  search: JobSearch
  change: ChangeSearch
  selection: Selection
  onSelect: () => void
  onClose: () => void
}

/** Everything that the pointer finds in a row's cells, for the keyboard in one place. */
export function RowMenu(props: RowMenuProps) {
  const { job, anchor, search, change, selection, onSelect, onClose } = props
  const { tableTools, list } = useMessages()
  const words = tableTools.menu
  const toRef = useToRef()
  const anchorRef = useMemo(() => ({ current: anchor }), [anchor])
  const pick = (act: () => void) => () => {
    onClose()
    act()
  }
  async function copy() {
    if (await copyText(job.jobId)) announce(list.table.copied)
  }
  return (
    <Popup anchor={anchorRef} onClose={onClose} className="w-80 p-1">
      <Popover.Title className="sr-only">{words.label(job.jobId)}</Popover.Title>
      <div
        className="max-h-[min(70vh,30rem)] overflow-y-auto"
        onKeyDown={moveFocus('a, button')}
        role="none"
      >
        <Item onPick={pick(() => void copy())}>
          {words.copy}
          <Key>C</Key>
        </Item>
        <Link
          to="/jobs/$jobId"
          params={{ jobId: job.jobId }}
          search={toPageSearch(search, toRef(job))}
          className={itemClass}
        >
          {words.open}
        </Link>
        <Item onPick={pick(onSelect)}>
          {selection.selected.has(rowKey(job)) ? words.deselect : words.select}
          <Key>X</Key>
        </Item>
        <FilterItems
          job={job}
          search={search}
          onPick={(by) => pick(() => change(withFilter(search, narrowed(search.filter, by))))()}
        />
      </div>
    </Popup>
  )
}

type FilterItemsProps = { job: MirroredJob; search: JobSearch; onPick: (by: CellFilter) => void }

function FilterItems({ job, search, onPick }: FilterItemsProps) {
  const messages = useMessages()
  const sole = soleFilters(search.filter)
  const hasMany = useHasMany()
  const filters = rowFilters(job).filter(
    (by) => !sole.includes(filterKey(by)) && (by.name !== 'connection' || hasMany),
  )
  if (filters.length === 0) return null
  return (
    <fieldset className="mt-1 border-t border-line pt-1">
      <legend className="sr-only">{messages.tableTools.menu.filter}</legend>
      <p aria-hidden="true" className="p-1 pl-2 text-12 font-medium text-text-3">
        {messages.tableTools.menu.filter}
      </p>
      {filters.map((by) => {
        const { filter, value } = filterWords(messages, job, by)
        return (
          <Item key={filterKey(by)} onPick={() => onPick(by)}>
            <span className="text-text-2">{filter}</span>
            <span className="overflow-hidden text-ellipsis">{value}</span>
          </Item>
        )
      })}
    </fieldset>
  )
}

const itemClass =
  'flex min-h-8 w-full items-center gap-2 rounded-r2 px-2 text-left whitespace-nowrap hover:bg-surface-2 focus-visible:bg-surface-2 focus-visible:-outline-offset-2'

function Item({ onPick, children }: { onPick: () => void; children: ReactNode }) {
  return (
    <button type="button" className={itemClass} onClick={onPick}>
      {children}
    </button>
  )
}

function Key({ children }: { children: string }) {
  return (
    <span aria-hidden="true" className="key-cap ml-auto">
      {children}
    </span>
  )
}

import { useMemo } from 'react'
import { useHasMany } from '../sync/sync-queries.ts'
import { remember } from '../ui/remembered.ts'
import { useRemembered } from '../ui/use-remembered.ts'
import { chosenColumns } from './column-layout.ts'
import type { JobSearch } from './job-search.ts'
import {
  type ColumnChoice,
  type Density,
  type ListView,
  readColumns,
  readDensity,
  writeColumns,
} from './list-view.ts'
import type { ChangeSearch } from './use-job-search.ts'

/** How this browser last laid the list out. Filters are never kept: they live in the URL alone. */
const rememberedColumns = remember<ListView['columns']>({
  key: 'waybill-columns',
  parse: (text) => (text === null ? null : readColumns(text)),
  format: (columns) => columns && writeColumns(columns),
})
const rememberedDensity = remember<ListView['density']>({
  key: 'waybill-density',
  parse: (text) => (text === null ? null : readDensity(text)),
  format: (density) => density,
})

export type ListViewControl = {
  /** `null`: the usual ones. */
  readonly columns: readonly ColumnChoice[] | null
  readonly density: Density
  /** See `usualColumns`. */
  readonly hasMany: boolean
  readonly setColumns: (columns: readonly ColumnChoice[]) => void
  readonly setDensity: (density: Density) => void
  readonly reset: () => void
}

/**
 * The layout that holds: the link's, else this browser's, else the usual one. A change is
 * remembered, and replaces what the link says of the same part.
 */
export function useListView(search: JobSearch, change: ChangeSearch): ListViewControl {
  const [ownColumns, keepColumns] = useRemembered(rememberedColumns)
  const [ownDensity, keepDensity] = useRemembered(rememberedDensity)
  const hasMany = useHasMany()
  const { view } = search
  return useMemo(() => {
    const inLink = (part: Partial<ListView>) =>
      change({ ...search, view: { ...view, ...part } }, { replace: true })
    return {
      columns: view.columns ?? ownColumns,
      density: view.density ?? ownDensity ?? 'comfortable',
      hasMany,
      setColumns(columns) {
        const chosen = chosenColumns(columns, hasMany)
        keepColumns(chosen)
        if (view.columns !== null) inLink({ columns: chosen })
      },
      setDensity(density) {
        keepDensity(density === 'comfortable' ? null : density)
        if (view.density !== null) inLink({ density })
      },
      reset() {
        keepColumns(null)
        keepDensity(null)
        if (view.columns !== null || view.density !== null) inLink({ columns: null, density: null })
      },
    }
  }, [search, change, view, hasMany, ownColumns, ownDensity, keepColumns, keepDensity])
}

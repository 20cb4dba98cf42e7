import type { CSSProperties } from 'react'
import { elasticColumn, isUsualOrder } from './column-layout.ts'
import { type ColumnChoice, columnIds } from './list-view.ts'

type TableLayout = {
  /** The usual layout of several connections: it has the column that tells them apart. */
  readonly 'data-many'?: true
  readonly style?: CSSProperties
  /** Some width, place or choice is the reader's own: the table is as wide as its columns ask. */
  readonly 'data-custom'?: true
  /** Which columns, or their order, is the reader's own: none is dropped, however narrow it gets. */
  readonly 'data-chosen'?: true
  /** Which column takes what the others leave, where it is not the targets. */
  readonly 'data-elastic'?: 'last'
}

/** What job-table.css makes the layout from: widths of columns, and which of them count. */
export function tableLayout(
  columns: readonly ColumnChoice[] | null,
  hasMany: boolean,
): TableLayout {
  const many = hasMany ? { 'data-many': true as const } : {}
  if (columns === null) return many
  const shown = new Map(columns.map(({ id, width }) => [id, width]))
  const style = Object.fromEntries(
    columnIds.flatMap((id): [string, string][] => {
      const width = shown.get(id)
      if (width === undefined) return [[`--k-${id}`, '0']]
      // The one column that the style sheet does not count by itself.
      const counted: [string, string][] = id === 'connection' ? [[`--k-${id}`, '1']] : []
      return width === null ? counted : [...counted, [`--w-${id}`, `${width}px`]]
    }),
  )
  return {
    style,
    'data-custom': true,
    ...(elasticColumn(columns) !== 'targets' && { 'data-elastic': 'last' as const }),
    ...(isUsualOrder(columns, hasMany) ? many : { 'data-chosen': true as const }),
  }
}

import type { CSSProperties } from 'react'
import { isUsualOrder } from './column-layout.ts'
import { type ColumnChoice, columnIds } from './list-view.ts'

type TableLayout = {
  readonly style?: CSSProperties
  /** Some width, place or choice is the reader's own: the table is as wide as its columns ask. */
  readonly 'data-custom'?: true
  /** Which columns, or their order, is the reader's own: none is dropped, however narrow it gets. */
  readonly 'data-chosen'?: true
}

/** What job-table.css makes the layout from: widths of columns, and which of them count. */
export function tableLayout(columns: readonly ColumnChoice[] | null): TableLayout {
  if (columns === null) return {}
  const shown = new Map(columns.map(({ id, width }) => [id, width]))
  const style = Object.fromEntries(
    columnIds.flatMap((id): [string, string][] => {
      const width = shown.get(id)
      if (width === undefined) return [[`--k-${id}`, '0']]
      return width === null ? [] : [[`--w-${id}`, `${width}px`]]
    }),
  )
  return {
    style,
    'data-custom': true,
    ...(isUsualOrder(columns) ? {} : { 'data-chosen': true as const }),
  }
}

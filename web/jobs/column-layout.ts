import {
  type ColumnChoice,
  type ColumnId,
  columnIds,
  leastWidth,
  mostWidth,
  requiredColumn,
} from './list-view.ts'

export const columnsOfOne = columnIds.filter((id) => id !== 'connection')

const usual = (ids: readonly ColumnId[]) => ids.map((id): ColumnChoice => ({ id, width: null }))
const usualOfOne = usual(columnsOfOne)
const usualOfMany = usual(columnIds)

/** `hasMany`: there are several connections, and each row tells whose it is. */
export function usualColumns(hasMany: boolean): readonly ColumnChoice[] {
  return hasMany ? usualOfMany : usualOfOne
}

/** CSS pixels at the usual size of text, as job-table.css has them in a window of 1440. */
export const usualWidths: Readonly<Record<ColumnId, number>> = {
  status: 108,
  jobId: 196,
  connection: 128,
  productKey: 100,
  deviceCount: 68,
  source: 224,
  targets: 240,
  strategy: 124,
  targetUid: 100,
  createdAt: 108,
  statusSince: 140,
}

/** Whether every column stands in its usual place, however wide: then narrow tables drop some. */
export function isUsualOrder(columns: readonly ColumnChoice[], hasMany: boolean): boolean {
  const usual = usualColumns(hasMany)
  return columns.length === usual.length && columns.every(({ id }, at) => id === usual[at]?.id)
}

/** `null` where the columns say nothing that the usual layout does not. */
export function chosenColumns(
  columns: readonly ColumnChoice[],
  hasMany: boolean,
): readonly ColumnChoice[] | null {
  const isUsual = isUsualOrder(columns, hasMany) && columns.every(({ width }) => width === null)
  return isUsual ? null : columns
}

/** `null` gives the column its usual width back. */
export function withWidth(
  columns: readonly ColumnChoice[],
  id: ColumnId,
  width: number | null,
): readonly ColumnChoice[] {
  const kept = width === null ? null : Math.round(Math.min(mostWidth, Math.max(leastWidth, width)))
  return columns.map((column) => (column.id === id ? { id, width: kept } : column))
}

/** Every column: the shown ones in their order, each hidden one after its usual neighbour. */
export function fullOrder(columns: readonly ColumnChoice[], hasMany: boolean): readonly ColumnId[] {
  const order = columns.map(({ id }) => id)
  const usual = usualColumns(hasMany)
  usual.forEach(({ id }, at) => {
    if (order.includes(id)) return
    const before = usual[at - 1]?.id
    order.splice(before === undefined ? 0 : order.indexOf(before) + 1, 0, id)
  })
  return order
}

export function movedTo<T>(order: readonly T[], from: number, to: number): readonly T[] {
  const taken = order.slice(from, from + 1)
  return order.toSpliced(from, 1).toSpliced(Math.max(0, to), 0, ...taken)
}

/** The shown ones of an order, with the widths that they had. */
export function inOrder(
  columns: readonly ColumnChoice[],
  order: readonly ColumnId[],
  isShown: (id: ColumnId) => boolean,
): readonly ColumnChoice[] {
  const widths = new Map(columns.map(({ id, width }) => [id, width]))
  return order
    .filter((id) => id === requiredColumn || isShown(id))
    .map((id) => ({ id, width: widths.get(id) ?? null }))
}

/** The column that takes what the others leave: the targets, unless they have a width; else the last. */
export function elasticColumn(columns: readonly ColumnChoice[]): ColumnId | undefined {
  const isFree = columns.some(({ id, width }) => id === 'targets' && width === null)
  return isFree ? 'targets' : columns.at(-1)?.id
}

/** The columns of the list, in their usual order. The connection's is for where there are several. */
export const columnIds = [
  'status',
  'jobId',
  'connection',
  'productKey',
  'deviceCount',
  'source',
  'targets',
  'strategy',
  'targetUid',
  'createdAt',
  'statusSince',
] as const
export type ColumnId = (typeof columnIds)[number]

/** A column that is shown. `width` in CSS pixels; `null`: as wide as the table's own rule says. */
export type ColumnChoice = { readonly id: ColumnId; readonly width: number | null }

export const densities = ['comfortable', 'compact'] as const
export type Density = (typeof densities)[number]

/** Without it a row has no link and no name. */
export const requiredColumn: ColumnId = 'jobId'

export const leastWidth = 56
export const mostWidth = 999

/**
 * How the list is laid out. `null`: whatever the reader's browser remembers, else the usual. In a
 * link it is part of what is shared; columns are in order of appearance, those left out are hidden.
 */
export type ListView = {
  readonly columns: readonly ColumnChoice[] | null
  readonly density: Density | null
}

/** `status,jobId.220,source` → columns; `null` where one is unknown, twice, or the id's is lacking. */
export function readColumns(text: string): readonly ColumnChoice[] | null {
  const columns = text.split(',').map(readColumn)
  const known = columns.filter((column) => column !== null)
  const ids = new Set(known.map(({ id }) => id))
  const isSound = ids.size === columns.length && ids.has(requiredColumn)
  return isSound ? known : null
}

function readColumn(text: string): ColumnChoice | null {
  const [, name, digits] = /^(\w+)(?:\.([1-9]\d{1,2}))?$/.exec(text) ?? []
  const id = columnIds.find((one) => one === name)
  if (id === undefined) return null
  const width = digits === undefined ? null : Number(digits)
  return width !== null && width < leastWidth ? null : { id, width }
}

export function writeColumns(columns: readonly ColumnChoice[]): string {
  return columns.map(({ id, width }) => (width === null ? id : `${id}.${width}`)).join(',')
}

export function readDensity(text: string): Density | null {
  return densities.find((density) => density === text) ?? null
}

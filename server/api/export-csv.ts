import type { Instance, MirroredJob } from '../jobs/job.ts'
import type { ExportScope } from './export-scope.ts'

type Cell = string | number | null

/** One row is a job; lists within a cell are joined by `; `, all in the order of the targets. */
const columns = {
  jobId: ({ jobId }) => jobId,
  productKey: ({ productKey }) => productKey,
  status: ({ status }) => status,
  strategy: ({ strategy }) => strategy,
  sourceInstanceId: ({ source }) => source.id,
  sourceInstanceName: ({ source }) => source.name,
  sourceRegion: ({ source }) => source.region,
  sourceUid: ({ sourceUid }) => sourceUid,
  targets: ({ targets }) => joined(targets, ({ id, region }) => `${id} (${region})`),
  targetInstanceIds: ({ targets }) => joined(targets, ({ id }) => id),
  targetInstanceNames: ({ targets }) => joined(targets, ({ name }) => name),
  targetRegions: ({ targets }) => joined(targets, ({ region }) => region),
  targetUid: ({ targetUid }) => targetUid,
  deviceCount: ({ deviceCount }) => deviceCount,
  createdAt: ({ createdAt }) => createdAt,
  statusSinceAfter: ({ statusSince }) => statusSince.after,
  statusSinceBefore: ({ statusSince }) => statusSince.before,
  firstSeenAt: ({ firstSeenAt }) => firstSeenAt,
  confirmedAt: ({ confirmedAt }) => confirmedAt,
  missingSince: ({ missingSince }) => missingSince,
  connection: ({ connection }) => connection,
  asOf: (_, { asOf }) => asOf,
} satisfies Record<string, (job: MirroredJob, scope: ExportScope) => Cell>

/** Without it Excel takes UTF-8 for the code page of the country, and Chinese for noise. */
const byteOrderMark = '\uFEFF'

/** RFC 4180 for machines, and no cell that a spreadsheet would run. */
export const csv = {
  contentType: 'text/csv; charset=utf-8; header=present',
  extension: 'csv',
  head: () => byteOrderMark + writeLine(Object.keys(columns)),
  row: (job: MirroredJob, scope: ExportScope) =>
    writeLine(Object.values(columns).map((column) => column(job, scope))),
  end: () => '',
}

function joined(targets: readonly Instance[], text: (target: Instance) => string): string {
  return targets.map((target) => withoutFormula(text(target))).join('; ')
}

function writeLine(cells: readonly Cell[]): string {
  return `${cells.map(writeCell).join(',')}\r\n`
}

function writeCell(cell: Cell): string {
  if (cell === null) return ''
  if (typeof cell === 'number') return String(cell)
  const text = withoutFormula(cell)
  return /[",;\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

/** What a spreadsheet takes for a formula, by OWASP's list, is text behind an apostrophe. */
function withoutFormula(text: string): string {
  return /^[=+\-@\t\r\n＝＋－＠]/.test(text) ? `'${text}` : text
}

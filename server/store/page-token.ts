import { createHash } from 'node:crypto'
import { z } from 'zod'
import { AppError } from '../errors.ts'
import type { JobFilter, JobSort } from '../jobs/job-filter.ts'
import { writeJobFilter } from '../jobs/job-filter.ts'
import { type JobScope, scopeKey } from '../jobs/job-scope.ts'
import type { CreatedRange } from './created-range.ts'
import type { JobRow } from './job-rows.ts'

/** Where a page ended: the last job's place in the order. */
export type Position = {
  readonly value: number | null
  readonly jobId: string
  readonly connection: string
}

const columnOf = {
  createdAt: 'created_at',
  deviceCount: 'device_count',
  status: 'status_order',
  statusSince: 'since_before',
} as const satisfies Record<JobSort['by'], keyof JobRow>

export function positionOf(row: JobRow, { by }: JobSort): Position {
  return { value: row[columnOf[by]], jobId: row.job_id, connection: row.connection }
}

/** What a token carries, so that a walk stays over the set of jobs that it began with. */
export type PageStart = { readonly created: CreatedRange; readonly position: Position }

/** Which list: the same filter shows other jobs to who may see others. */
export type ListOrder = {
  readonly filter: JobFilter
  readonly sort: JobSort
  readonly scope: JobScope
}

const version = 1
const anyVersion = z.looseObject({ v: z.number() })
const tokenSchema = z.strictObject({
  v: z.literal(version),
  list: z.string(),
  created: z.strictObject({ from: z.number().nullable(), to: z.number().nullable() }),
  position: z.strictObject({
    value: z.number().nullable(),
    jobId: z.string(),
    connection: z.string(),
  }),
})

export function writePageToken(order: ListOrder, start: PageStart): string {
  const token: z.infer<typeof tokenSchema> = { v: version, list: nameOf(order), ...start }
  return Buffer.from(JSON.stringify(token)).toString('base64url')
}

/** Throws `invalid-request` for a token that is not ours or was given out for another list. */
export function readPageToken(order: ListOrder, token: string): PageStart {
  const content = parseJson(Buffer.from(token, 'base64url').toString())
  const read = tokenSchema.safeParse(content)
  if (!read.success) {
    const ours = anyVersion.safeParse(content).success
    throw new AppError(
      'invalid-request',
      ours ? 'nextToken is of another version: start again' : 'nextToken is not one of ours',
    )
  }
  if (read.data.list !== nameOf(order)) {
    throw new AppError('invalid-request', 'nextToken belongs to another filter or sort')
  }
  return read.data
}

/** The same for every spelling of one filter and sort. */
function nameOf({ filter, sort, scope }: ListOrder): string {
  const pairs = new Set(writeJobFilter(filter, sort).map((pair) => JSON.stringify(pair)))
  if (scope !== 'everything') pairs.add(scopeKey(scope))
  return createHash('sha256')
    .update([...pairs].sort().join())
    .digest('base64url')
    .slice(0, 16)
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

import type { JobRow } from '../job-rows.ts'

export const codedNames = [
  'connection',
  'status',
  'product_key',
  'strategy',
  'source_id',
  'source_name',
  'source_region',
  'source_uid',
  'targets',
  'target_uid',
] as const
export type CodedName = (typeof codedNames)[number]

export const numberNames = ['created_at', 'device_count', 'since_before', 'confirmed_at'] as const
export type NumberName = (typeof numberNames)[number]

/** What of a row decides which lists it is in and where, and when it was last confirmed. */
export type IndexedJob = Pick<
  JobRow,
  'id' | 'job_id' | 'status_order' | 'missing_since' | CodedName | NumberName
>

export const indexedSql = `SELECT id, job_id, status_order, missing_since,
  ${[...numberNames, ...codedNames].join(', ')} FROM jobs`

/** A row of that SQL as its values alone: of a million rows, objects would be half of the time. */
export type IndexedValues = [
  ...[id: number, jobId: string, statusOrder: number, missingSince: number | null],
  ...[createdAt: number | null, deviceCount: number | null, sinceBefore: number],
  confirmedAt: number,
  ...[connection: string, status: JobRow['status'], productKey: string],
  ...[strategy: JobRow['strategy'], sourceId: string, sourceName: string, sourceRegion: string],
  ...[sourceUid: string, targets: string, targetUid: string],
]

export function toIndexedJob(row: IndexedValues): IndexedJob {
  return {
    id: row[0],
    job_id: row[1],
    status_order: row[2],
    missing_since: row[3],
    created_at: row[4],
    device_count: row[5],
    since_before: row[6],
    confirmed_at: row[7],
    connection: row[8],
    status: row[9],
    product_key: row[10],
    strategy: row[11],
    source_id: row[12],
    source_name: row[13],
    source_region: row[14],
    source_uid: row[15],
    targets: row[16],
    target_uid: row[17],
  }
}

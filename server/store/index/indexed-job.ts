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

export const numberNames = ['created_at', 'device_count', 'since_before'] as const
export type NumberName = (typeof numberNames)[number]

/** What of a row decides which lists it is in, and where. */
export type IndexedJob = Pick<
  JobRow,
  'id' | 'job_id' | 'status_order' | 'missing_since' | CodedName | NumberName
>

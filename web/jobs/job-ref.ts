import { useCallback } from 'react'
import type { MirroredJob } from '../api/client.ts'
import { useHasMany } from '../sync/sync-queries.ts'

/**
 * Which job: an id names one job of a connection. `connection` is `null` where there is only one,
 * and where nobody said which.
 */
export type JobRef = { readonly jobId: string; readonly connection: string | null }

type Named = Pick<MirroredJob, 'jobId' | 'connection'>

/** How links and addresses name a job: with its connection only where there are several. */
export function useToRef(): (job: Named) => JobRef {
  const hasMany = useHasMany()
  return useCallback(
    ({ jobId, connection }) => ({ jobId, connection: hasMany ? connection : null }),
    [hasMany],
  )
}

export function isJob(ref: JobRef, job: Named): boolean {
  return ref.jobId === job.jobId && (ref.connection === null || ref.connection === job.connection)
}

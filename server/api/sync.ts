import type { ConnectionSync } from '../sync/sync-status.ts'

/** What the routes need of the sync. */
export type Sync = {
  statuses(): readonly ConnectionSync[]
  /** The moment that the whole mirror is at least as new as; `null`: nothing was read yet. */
  asOf(): string | null
  /**
   * Asks upstream for one job, at most once a minute for the same id, and takes it into the
   * mirror. `false`: no such job. Throws the upstream's failure.
   */
  lookUp(jobId: string): Promise<boolean>
}

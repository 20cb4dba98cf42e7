import type { ResultLink } from '../jobs/job-source.ts'
import type { ConnectionFacts, ConnectionSync } from '../sync/sync-status.ts'

/** What the routes need of the sync. */
export type Sync = {
  statuses(): readonly ConnectionSync[]
  /** Where each connection leads, with whose key, and what it was asked lately. */
  facts(): readonly ConnectionFacts[]
  /**
   * The head of the list and the active jobs are at least as new as this, of the given connections,
   * else of all; `null`: not yet known.
   */
  asOf(connections?: readonly string[]): string | null
  /**
   * Asks upstream for one job, at most once a minute for the same id, and takes it into the
   * mirror. `false`: no such job. Throws the upstream's failure. Where no `connection` is named, one
   * after the other is asked.
   */
  lookUp(jobId: string, connection?: string): Promise<boolean>
  /**
   * Asks upstream about one job now, before everything else, and takes the answer into the mirror.
   * One call for all who ask at the same time, and none within 2 s of the last. `false`: the
   * upstream knows no such job. Throws the upstream's failure, and `throttled` where too many
   * different jobs are asked about at once.
   */
  check(jobId: string, connection?: string): Promise<boolean>
  /**
   * A link to the job's result file, asked for upstream and shared as `check` is. `null`: there is
   * no such file. Throws the upstream's failure, and `throttled` as `check` does.
   */
  findResult(job: {
    readonly connection: string
    readonly jobId: string
  }): Promise<ResultLink | null>
}

import { setImmediate } from 'node:timers/promises'
import type { JobStore } from '../jobs/job-store.ts'
import { isCommitted } from './history.ts'
import { toMoment } from './job-rows.ts'
import type { Queries } from './queries.ts'

type HistoryCounts = Pick<JobStore, 'countTransitions' | 'observingSince'>

/** Rows counted at a time: a few milliseconds of everybody's. */
const mostAtOnce = 5_000

/**
 * Figures of a history of any length. Rows are only ever added, so each is counted once, the first
 * time in steps that let others in between.
 */
export function createHistoryCounts(db: Queries): HistoryCounts {
  const counts = new Map<string, number>()
  const since = new Map<string, string>()
  let lastId = 0

  /** `true`: there may be more. */
  function countOn(): boolean {
    const rows = db.all<{
      readonly connection: string
      readonly count: number
      readonly last: number
    }>(
      `SELECT connection, count(*) AS count, max(id) AS last FROM (
        SELECT id, connection FROM transitions
        WHERE id > ? AND ${isCommitted} ORDER BY id LIMIT ${mostAtOnce}
      ) GROUP BY connection`,
      [lastId],
    )
    for (const { connection, count } of rows) {
      counts.set(connection, (counts.get(connection) ?? 0) + count)
    }
    lastId = Math.max(lastId, ...rows.map(({ last }) => last))
    return rows.reduce((sum, { count }) => sum + count, 0) === mostAtOnce
  }

  return {
    async countTransitions(connection) {
      while (countOn()) await setImmediate()
      return counts.get(connection) ?? 0
    },

    async observingSince(connection) {
      const known = since.get(connection)
      if (known !== undefined) return known
      const first = db.get<{ readonly seen_at: number }>(
        `SELECT seen_at FROM first_looks WHERE connection = ? AND ${isCommitted} ORDER BY id LIMIT 1`,
        [connection],
      )
      if (!first) return null
      since.set(connection, toMoment(first.seen_at))
      return toMoment(first.seen_at)
    },
  }
}

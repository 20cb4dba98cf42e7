import { isSeen, isSeenWhole, type JobScope, scopeKey } from '../jobs/job-scope.ts'
import type { JobStore, JobView } from '../jobs/job-store.ts'
import type { ConnectionSync } from '../sync/sync-status.ts'
import { createLookUpWithin, createMisses, type Misses } from './look-up-within.ts'
import type { Sync } from './sync.ts'

/** How much of all that there is somebody sees. */
export type Extent = 'everything' | 'part' | 'nothing'

/**
 * Everything that a route may tell one viewer: the mirror and the sync of it, as if there were no
 * jobs and no connections but those within the scope. Upstream is asked for no others.
 */
export type Sight = Pick<Sync, 'asOf' | 'lookUp' | 'check' | 'findResult'> & {
  readonly scope: JobScope
  /** The same where the same is seen: what is kept for one may be told to the other. */
  readonly key: string
  /** Absent: everything. */
  readonly sees: Exclude<Extent, 'everything'> | undefined
  readonly jobs: JobView
  connections(): readonly string[]
  statuses(): Promise<readonly ConnectionSync[]>
}

export type SightParts = {
  readonly store: Pick<JobStore, 'within'>
  readonly sync: Sync
  /** Wall clock in epoch milliseconds. */
  readonly now: () => number
}

/** One sight for all who may see the same. */
export function createSights(parts: SightParts): (scope: JobScope) => Sight {
  const sights = new Map<string, Sight>()
  const misses = createMisses(parts.now)
  return (scope) => {
    const key = scopeKey(scope)
    const sight = sights.get(key) ?? createSight(parts, scope, misses)
    sights.set(key, sight)
    return sight
  }
}

export function createSight(
  parts: SightParts,
  scope: JobScope,
  misses: Misses = createMisses(parts.now),
): Sight {
  const { store, sync } = parts
  const jobs = store.within(scope)
  const whole = { scope, key: scopeKey(scope), jobs }
  // They are those of the configuration, as long as the process lives.
  const all = sync.statuses().map(({ connection }) => connection)
  if (scope === 'everything') {
    const statuses = async () => sync.statuses()
    return { ...sync, ...whole, sees: undefined, connections: () => all, statuses }
  }

  const seen = all.filter((name) => isSeen(scope, name))
  const connections = () => seen
  return {
    ...whole,
    ...createLookUpWithin({ sync, misses }, { jobs, connections }),
    sees: toExtent(scope, all),
    connections,
    asOf: (asked) => sync.asOf(seen.filter((name) => asked?.includes(name) ?? true)),
    statuses: () =>
      Promise.all(
        sync
          .statuses()
          .filter(({ connection }) => isSeen(scope, connection))
          .map((status) => toSeenStatus(status, scope, jobs)),
      ),
  }
}

function toExtent(scope: JobScope, connections: readonly string[]): Sight['sees'] {
  if (!connections.some((name) => isSeen(scope, name))) return 'nothing'
  return connections.every((name) => isSeenWhole(scope, name)) ? undefined : 'part'
}

/** Figures of all jobs are not told to who sees some of them. */
async function toSeenStatus(
  status: ConnectionSync,
  scope: JobScope,
  jobs: JobView,
): Promise<ConnectionSync> {
  if (isSeenWhole(scope, status.connection)) return status
  const { sweep, lastSweep } = status
  return {
    ...status,
    jobsKnown: await jobs.countJobs(status.connection),
    sweep: sweep && withoutFigures(sweep),
    lastSweep: lastSweep && withoutFigures(lastSweep),
  }
}

type Walk = NonNullable<ConnectionSync['sweep']>

/** Nor why a walk was in doubt: a job of others may have been the reason. */
function withoutFigures<W extends Walk>({ unreadable: _, unsettledBy: __, ...walk }: W) {
  const calm = 'unsettledInARow' in walk ? { unsettledInARow: undefined } : {}
  return { ...walk, ...calm, pages: null, jobsRead: null, jobCount: null, isSettled: true }
}

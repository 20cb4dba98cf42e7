import { setImmediate } from 'node:timers/promises'
import { isWithin, type JobScope } from '../jobs/job-scope.ts'
import type { JobChange, JobView, MirrorEvent } from '../jobs/job-store.ts'
import { type EventLog, type LoggedChange, type LoggedEvent, mostChanges } from './event-log.ts'

type Events = Pick<JobView, 'onEvent' | 'lastEventId' | 'readEvents'>

/** The log as far as it tells of jobs within the scope: an event of others alone is none. */
export function eventsWithin(log: EventLog, scope: JobScope): Events {
  return {
    onEvent: (listener) =>
      log.onEvent((event) => {
        const seen = toSeen(event, scope)
        if (seen) listener(seen)
      }),
    lastEventId: async () => log.lastId(),
    async readEvents(afterId) {
      if (scope !== 'everything') return readWithin(log, scope, afterId)
      const events = log.read(afterId)
      return events?.map((event) => toSeen(event, scope)).filter((event) => event !== null) ?? null
    },
  }
}

/**
 * Counted within the scope: how much happened beyond it must not show. Others have their turn on the
 * way, as that may be a hundred times as much.
 */
async function readWithin(log: EventLog, scope: JobScope, afterId: string) {
  const seen: MirrorEvent[] = []
  let count = 0
  for (const events of log.readInParts(afterId) ?? [null]) {
    // Whose jobs an older Waybill wrote of, nobody can tell any more.
    if (!events?.every(({ changes }) => changes.every(isOfSome))) return null
    for (const event of events) {
      const own = toSeen(event, scope)
      count += own?.changes.length ?? 0
      if (own) seen.push(own)
    }
    if (count > mostChanges) return null
    await setImmediate()
  }
  return seen
}

function isOfSome({ of }: LoggedChange): boolean {
  return of !== undefined
}

function toSeen({ id, changes }: LoggedEvent, scope: JobScope): MirrorEvent | null {
  const seen = changes.map((change) => toSeenChange(change, scope))
  const rest = seen.filter((change) => change !== null)
  return rest.length === 0 ? null : { id, changes: rest }
}

function toSeenChange(change: LoggedChange, scope: JobScope): JobChange | null {
  const { connection, jobId, kind, of = [] } = change
  if (scope === 'everything') return { connection, jobId, kind }
  const [isSeen = false, wasSeen = isSeen] = of.map((facts) =>
    isWithin(scope, { connection, ...facts }),
  )
  if (isSeen && !wasSeen) return { connection, jobId, kind: kind === 'changed' ? 'added' : kind }
  return isSeen || wasSeen ? { connection, jobId, kind } : null
}

import { isWithin, type JobScope } from '../jobs/job-scope.ts'
import type { JobChange, JobView, MirrorEvent } from '../jobs/job-store.ts'
import type { EventLog, LoggedChange, LoggedEvent } from './event-log.ts'

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
      const events = log.read(afterId)
      // Whose jobs an older Waybill wrote of, nobody can tell any more.
      const isTold =
        scope === 'everything' || events?.every(({ changes }) => changes.every(isOfSome))
      if (!events || !isTold) return null
      return events.map((event) => toSeen(event, scope)).filter((event) => event !== null)
    },
  }
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

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
      const isWhole = scope === 'everything'
      const events = isWhole ? log.read(afterId, mostChanges) : log.read(afterId)
      // Whose jobs an older Waybill wrote of, nobody can tell any more.
      const isTold = isWhole || events?.every(({ changes }) => changes.every(isOfSome))
      if (!events || !isTold) return null
      const seen = events.map((event) => toSeen(event, scope)).filter((event) => event !== null)
      // Counted here: how much happened beyond the scope must not show.
      const count = seen.reduce((sum, { changes }) => sum + changes.length, 0)
      return count > mostChanges ? null : seen
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

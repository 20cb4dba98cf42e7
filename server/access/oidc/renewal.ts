import type { OpenSession, Sessions } from '../sessions.ts'
import type { Viewer } from '../viewer.ts'
import type { Grant, Granted, Grants } from './grants.ts'
import type { Person } from './person.ts'
import { SignInFailed, type WhyFailed } from './sign-in-failed.ts'

/** What a session keeps of the provider. */
export type Kept = {
  /** Of the browser that has it; `null`: it has none. */
  readonly mark: string | null
  person: Person
  grant: Grant
  /** From when on the provider is asked again, and when the grant is over; on the monotonic clock. */
  dueMs: number
  overMs: number
  /** In a row; whether the last of them was that the provider is away. */
  failures: number
  isAway: boolean
  running: Promise<void> | null
}

export type RenewalParts = {
  readonly sessions: Sessions<Kept>
  readonly grants: Pick<Grants, 'renew'>
  /** Who they are here; `null`: they are not let in. */
  readonly judge: (person: Person) => Viewer | null
  readonly monotonicMs: () => number
  readonly onFailure: (failure: unknown) => void
}

const leastWaitMs = 1000
const mostWaitMs = 60_000
/** Whoever asked for something so lately is there. */
const lateMs = 120_000

/** Asked again in good time before it is over; without a refresh token there is no asking. */
export function keptFrom({ person, grant }: Granted, mark: Kept['mark'], nowMs: number): Kept {
  const times = timesOf(grant, nowMs)
  return { mark, person, grant, ...times, failures: 0, isAway: false, running: null }
}

function timesOf({ refreshToken, lifeMs }: Grant, nowMs: number) {
  if (refreshToken === null) return { dueMs: Infinity, overMs: Infinity }
  return { dueMs: nowMs + lifeMs * 0.8, overMs: nowMs + lifeMs }
}

/**
 * Asks the provider again, behind the back of whoever is signed in, whether they still are and what
 * they belong to. No ends the session; so does, once the grant is over, any answer that tells nothing
 * to be relied on. A provider that is away does not.
 */
export function createRenewal(parts: RenewalParts) {
  const { sessions, monotonicMs } = parts
  const isDue = ({ kept }: OpenSession<Kept>) => monotonicMs() >= kept.dueMs

  async function ask(session: OpenSession<Kept>) {
    const { kept } = session
    try {
      const keep = (grant: Grant) => {
        kept.grant = grant
      }
      const person = await parts.grants.renew(kept.person, kept.grant, keep)
      Object.assign(kept, timesOf(kept.grant, monotonicMs()), { failures: 0, isAway: false })
      if (person) apply(session, person)
    } catch (error) {
      parts.onFailure(error)
      settleFailure(session, error instanceof SignInFailed ? error.why : null)
    } finally {
      kept.running = null
    }
  }

  function settleFailure(session: OpenSession<Kept>, why: WhyFailed | null) {
    const { kept } = session
    const nowMs = monotonicMs()
    const isAway = why === 'away'
    if (why === 'refused' || (!isAway && nowMs >= kept.overMs))
      return sessions.end(session, 'refused')
    const dueMs = nowMs + Math.min(mostWaitMs, leastWaitMs * 2 ** kept.failures)
    // The last try is at the very end: whatever but silence comes of that one ends it.
    kept.dueMs = isAway ? dueMs : Math.min(dueMs, kept.overMs)
    kept.failures += 1
    kept.isAway = isAway
  }

  function apply(session: OpenSession<Kept>, person: Person) {
    session.kept.person = person
    const viewer = parts.judge(person)
    if (viewer === null) return sessions.end(session, 'refused')
    if (!isSameViewer(viewer, session.session.viewer)) sessions.change(session, viewer)
  }

  function renew(session: OpenSession<Kept>): Promise<void> {
    session.kept.running ??= ask(session)
    return session.kept.running
  }

  return {
    /**
     * To be awaited before a request of this session is answered: whoever comes back after the grant
     * was over is asked about first. Nobody waits for a provider that was found away.
     */
    async settle(session: OpenSession<Kept>): Promise<void> {
      const { isAway, overMs } = session.kept
      if (!isAway && monotonicMs() >= overMs) await renew(session)
    },
    /** Renews those where somebody is there. The others are asked about when they come back. */
    renewWatched() {
      for (const session of sessions.all()) {
        const isThere = session.isWatched() || monotonicMs() - session.seenAt.monotonicMs < lateMs
        if (isThere && isDue(session)) void renew(session)
      }
    },
  }
}

function isSameViewer(one: Viewer, other: Viewer): boolean {
  return JSON.stringify(one) === JSON.stringify(other)
}

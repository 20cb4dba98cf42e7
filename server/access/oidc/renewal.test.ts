import { randomBytes } from 'node:crypto'
import { expect, test, vi } from 'vitest'
import { SecretText } from '../../secret-text.ts'
import { createFakeClock } from '../../testing/fake-clock.ts'
import { createSessions } from '../sessions.ts'
import type { Viewer } from '../viewer.ts'
import type { Grant, Grants } from './grants.ts'
import type { Person } from './person.ts'
import { createRenewal, type Kept, keptFrom } from './renewal.ts'
import { SignInFailed } from './sign-in-failed.ts'

const hourMs = 3_600_000
const alice: Person = { id: 'i#a', subject: 'a', name: 'alice', address: null, groups: ['ops'] }

function aGrant(name = 'first', lifeMs = 60_000): Grant {
  return { refreshToken: new SecretText(name), idToken: null, lifeMs }
}

/** One session that somebody opened with a grant of a minute. */
function aSession(renew: Grants['renew'], grant = aGrant()) {
  const clock = createFakeClock(Date.parse('2026-11-24T02:00:00Z'))
  const { monotonicMs } = clock
  const limits = { idleMs: 8 * hourMs, absoluteMs: 24 * hourMs }
  const sessions = createSessions<Kept>({
    randomBytes,
    clock,
    limits,
    most: 1000,
    mostOfOne: 20,
    onSignIn: () => {},
  })
  const failures: unknown[] = []
  const judge = ({ id, name, groups }: Person): Viewer | null =>
    groups.includes('ops') ? { id, name, groups, role: 'viewer' } : null
  const onFailure = (failure: unknown) => void failures.push(failure)
  const renewal = createRenewal({ sessions, grants: { renew }, judge, monotonicMs, onFailure })
  const viewer = judge(alice)
  if (viewer === null) throw new TypeError('alice is let in')
  const secret = sessions.open(viewer, '', keptFrom({ person: alice, grant }, null, monotonicMs()))
  const onEnd = vi.fn()
  sessions.find(secret)?.session.onEnd(onEnd)
  return {
    failures,
    onEnd,
    find: () => sessions.find(secret),
    /** As time goes by, second by second. */
    async live(seconds: number) {
      for (let second = 0; second < seconds; second += 1) {
        await clock.advance(1000)
        renewal.renewWatched()
      }
      await clock.advance(0)
    },
    /** As time goes by where nobody looks. */
    sleep: (ms: number) => clock.advance(ms),
    settle: async () => {
      const found = sessions.find(secret)
      if (found) await renewal.settle(found)
    },
  }
}

const away = () => Promise.reject(new SignInFailed('away', 'ECONNREFUSED'))
const refused = () => Promise.reject(new SignInFailed('refused', 'invalid_grant'))

test('a grant of a minute is renewed for as long as something is open, each time with the newest token', async () => {
  const used: string[] = []
  const renew = vi.fn<Grants['renew']>(async (person, grant, keep) => {
    used.push(grant.refreshToken?.reveal() ?? '')
    keep(aGrant(`after ${used.length}`))
    return person
  })
  const session = aSession(renew)
  await session.live(300)
  expect(used.slice(0, 3)).toEqual(['first', 'after 1', 'after 2'])
  expect(used.length).toBeGreaterThanOrEqual(5)
  expect(used.length).toBeLessThanOrEqual(7)
  expect([session.find() !== null, session.onEnd.mock.calls.length]).toEqual([true, 0])
})

test('a refused renewal ends the session, and what is open of it, within a second', async () => {
  const session = aSession(refused)
  await session.live(47)
  expect(session.onEnd).not.toHaveBeenCalled()
  await session.live(1)
  expect([session.find(), session.onEnd.mock.calls.length]).toEqual([null, 1])
})

test('a provider that is away for hours signs nobody out, is asked ever more seldom, and comes back', async () => {
  let isAway = true
  const renew = vi.fn<Grants['renew']>(async (person, _, keep) => {
    if (isAway) return away()
    keep(aGrant('second'))
    return person
  })
  const session = aSession(renew)
  await session.live(7200)
  expect(session.find()).not.toBe(null)
  expect(renew.mock.calls.length).toBeLessThan(130)
  // Nobody waits for it.
  const calls = renew.mock.calls.length
  await session.settle()
  expect(renew.mock.calls.length).toBe(calls)
  isAway = false
  await session.live(61)
  expect(session.find()?.kept).toMatchObject({ failures: 0 })
  expect(session.onEnd).not.toHaveBeenCalled()
})

test.each(['set-up', 'untrusted', 'denied'] as const)(
  'where the answer is that something is wrong (%s), the session ends with its grant, to the second',
  async (why) => {
    const renew = vi.fn<Grants['renew']>(() => Promise.reject(new SignInFailed(why, 'whatever')))
    const session = aSession(renew)
    await session.live(59)
    expect([renew.mock.calls.length > 2, session.onEnd.mock.calls.length]).toEqual([true, 0])
    await session.live(1)
    expect([session.find(), session.onEnd.mock.calls.length]).toEqual([null, 1])
  },
)

test('a fault of ours while it is renewed does not prolong it either', async () => {
  const session = aSession(() => Promise.reject(new TypeError('no such property')))
  await session.live(60)
  expect([session.find(), session.failures.at(-1)]).toEqual([null, expect.any(TypeError)])
})

test('a provider that comes back with something wrong ends what was left open while it was away', async () => {
  let failure = new SignInFailed('away', 'ECONNREFUSED')
  const session = aSession(() => Promise.reject(failure))
  await session.live(300)
  expect(session.find()).not.toBe(null)
  failure = new SignInFailed('set-up', 'invalid_client')
  await session.live(61)
  expect(session.find()).toBe(null)
})

test('whoever comes back after an answer that something is wrong is asked about first', async () => {
  const renew = vi.fn<Grants['renew']>(() =>
    Promise.reject(new SignInFailed('set-up', 'invalid_client')),
  )
  const session = aSession(renew)
  await session.live(50)
  const calls = renew.mock.calls.length
  await session.sleep(30 * 60_000)
  await session.settle()
  expect([renew.mock.calls.length, session.find()]).toEqual([calls + 1, null])
})

test('whoever is not let in any more is out; whoever belongs to something else is another viewer', async () => {
  let groups = ['ops']
  const renew: Grants['renew'] = async (person, _, keep) => {
    keep(aGrant())
    return { ...person, groups }
  }
  const session = aSession(renew)
  await session.live(50)
  expect(session.onEnd).not.toHaveBeenCalled()
  groups = ['ops', 'shanghai']
  await session.live(50)
  expect(session.find()?.session.viewer.groups).toEqual(groups)
  expect(session.onEnd).toHaveBeenCalledTimes(1)
  groups = ['shanghai']
  session.find()
  await session.live(50)
  expect(session.find()).toBe(null)
})

test('whoever comes back after the grant was over is asked about first, once for all that they ask', async () => {
  const renew = vi.fn<Grants['renew']>(refused)
  const session = aSession(renew)
  session.onEnd.mockClear()
  await session.sleep(30 * 60_000)
  expect(renew).not.toHaveBeenCalled()
  await Promise.all([session.settle(), session.settle(), session.settle()])
  expect([renew.mock.calls.length, session.find()]).toEqual([1, null])
})

test('the new refresh token is kept also where what comes after it fails', async () => {
  const used: string[] = []
  const session = aSession((_, grant, keep) => {
    used.push(grant.refreshToken?.reveal() ?? '')
    keep(aGrant('second'))
    return away()
  })
  await session.live(60)
  expect(used.slice(0, 2)).toEqual(['first', 'second'])
})

test('without a refresh token nobody is asked, and the session has its limits alone', async () => {
  const renew = vi.fn<Grants['renew']>(refused)
  const session = aSession(renew, { ...aGrant(), refreshToken: null })
  await session.live(3600)
  await session.settle()
  expect([renew.mock.calls.length, session.find() === null]).toEqual([0, false])
})

import { randomBytes } from 'node:crypto'
import { expect, test, vi } from 'vitest'
import { createFakeClock } from '../testing/fake-clock.ts'
import { ownCookie } from './session-cookie.ts'
import { createSessions } from './sessions.ts'
import { localAdmin } from './viewer.ts'

const hourMs = 3_600_000
const limits = { idleMs: 8 * hourMs, absoluteMs: 24 * hourMs }

function someSessions(mostOfOne = 20) {
  const clock = createFakeClock(Date.parse('2026-11-24T02:00:00Z'))
  const sessions = createSessions<null>({
    randomBytes,
    clock,
    limits,
    most: 3,
    mostOfOne,
    onSignIn: () => {},
  })
  return { clock, sessions, open: () => sessions.open(localAdmin, 'Chrome', null) }
}

test('nobody there for eight hours: it is over; somebody there: after a day in any case', async () => {
  const { clock, sessions, open } = someSessions()
  const [idle, used] = [open(), open()]
  for (let hours = 0; hours < 23; hours += 1) {
    await clock.advance(hourMs)
    expect(sessions.find(used)).not.toBe(null)
  }
  expect(sessions.find(idle)).toBe(null)
  await clock.advance(hourMs - 1)
  expect(sessions.find(used)).not.toBe(null)
  await clock.advance(1)
  expect(sessions.find(used)).toBe(null)
  expect(sessions.all()).toEqual([])
})

test('what is open of a session ends with it, and counts as somebody there until then', async () => {
  const { clock, sessions, open } = someSessions()
  const onEnd = vi.fn()
  sessions.find(open())?.session.onEnd(onEnd)
  for (let minutes = 0; minutes < 24 * 60 - 1; minutes += 1) {
    await clock.advance(60_000)
    sessions.endOverdue()
  }
  expect(onEnd).not.toHaveBeenCalled()
  await clock.advance(60_000)
  sessions.endOverdue()
  expect(onEnd).toHaveBeenCalledTimes(1)
})

test.each([
  ['forward', 8 * hourMs, null],
  ['back', -1000 * hourMs, expect.anything()],
])('a wall clock that is set %s lets no session last longer', async (_, ms, expected) => {
  const { clock, sessions, open } = someSessions()
  const secret = open()
  clock.stepWall(ms)
  expect(sessions.find(secret)).toEqual(expected)
  await clock.advance(24 * hourMs)
  expect(sessions.find(secret)).toBe(null)
})

test('a person has twenty, and with one more the oldest ends', () => {
  const { sessions, open } = someSessions(2)
  const [first, second, third] = [open(), open(), open()]
  expect([first, second, third].map((secret) => sessions.find(secret) !== null)).toEqual([
    false,
    true,
    true,
  ])
})

test('one too many in all: the one ends that was longest without anybody there', async () => {
  const { clock, sessions, open } = someSessions()
  const secrets = [open(), open(), open()]
  const [watched = '', used = '', left = ''] = secrets
  sessions.find(watched)?.session.onEnd(() => {})
  await clock.advance(1000)
  sessions.find(used)
  open()
  const isOpen = (secret: string) => sessions.find(secret) !== null
  expect([watched, used, left].map(isOpen)).toEqual([true, true, false])
})

test('whoever may do something else now keeps the session, and what was open of it ends', () => {
  const { sessions, open } = someSessions()
  const secret = open()
  const before = sessions.find(secret)
  const onEnd = vi.fn()
  before?.session.onEnd(onEnd)
  if (before) sessions.change(before, { ...localAdmin, role: 'viewer' })
  expect(onEnd).toHaveBeenCalledTimes(1)
  expect(sessions.find(secret)?.session.viewer.role).toBe('viewer')
})

test('a secret is 256 bits, another each time, and not in what is kept', () => {
  const { sessions, open } = someSessions()
  const secrets = [open(), open()]
  expect(new Set(secrets).size).toBe(2)
  for (const secret of secrets) {
    expect(Buffer.from(secret, 'base64url')).toHaveLength(32)
    expect(JSON.stringify(sessions.all())).not.toContain(secret)
  }
})

const facts = { method: 'GET', target: '/', peer: null, localPort: 8080, all: () => [] }
const strict = { suffix: '', sameSite: 'Strict' as const }

test.each([
  [null, 'waybill-8080', false],
  ['http://127.0.0.1:9000/waybill', 'waybill-9000', false],
  ['http://tools.example.com', 'waybill-80', false],
  ['https://tools.example.com:8443', '__Host-waybill~8443', true],
  ['https://tools.example.com:8443/a', '__Host-waybill~8443+a', true],
  ['https://tools.example.com', '__Host-waybill', true],
  ['https://tools.example.com/waybill', '__Host-waybill+waybill', true],
  ['https://tools.example.com/a/b', '__Host-waybill+a+b', true],
])('at %s the cookie is %s', (url, name, secure) => {
  const cookie = ownCookie(url === null ? null : new URL(url), strict)
  expect(cookie.name(facts)).toBe(name)
  expect(cookie.options).toEqual({ path: '/', httpOnly: true, sameSite: 'Strict', secure })
})

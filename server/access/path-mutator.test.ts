import fc from 'fast-check'
import { Hono } from 'hono'
import { expect, test } from 'vitest'
import { toErrorReply } from '../api/error-reply.ts'
import { anAccess } from '../testing/an-access.ts'
import { proofRuns } from '../testing/proof-runs.ts'
import type { AccessEnv } from './sign-in.ts'

/** Answers every path that the gate lets through, whoever asks: with the path that the router saw. */
function aHouse() {
  const access = anAccess({ kind: 'link' })
  return new Hono<AccessEnv>()
    .use(access.gate)
    .all('*', (c) => c.text(c.req.path))
    .onError((error, c) => {
      const { status, body } = toErrorReply(error)
      return c.json(body, status)
    })
}

/** As node-server hands it over: the raw target beside a URL, which may have been normalised. */
async function ask(house: ReturnType<typeof aHouse>, target: string) {
  const base = 'http://waybill'
  // Such a target never becomes a URL; the gate has to refuse it by itself all the same.
  const url = target.startsWith('/') && URL.canParse(base + target) ? base + target : base
  const socket = { remoteAddress: '127.0.0.1', localPort: 8080 }
  const rawHeaders = ['Host', '127.0.0.1:8080']
  const incoming = { method: 'GET', url: target, rawHeaders, socket }
  const reply = await house.request(url, {}, { incoming: incoming as never })
  return { status: reply.status, path: reply.status === 200 ? await reply.text() : '' }
}

const seeds = [
  '/api/jobs',
  '/api/sync',
  '/api/session',
  '/api/events',
  '/metrics',
  '/healthz',
].concat([
  '/jobs',
  '/jobs/one',
  '/connections',
  '/connections/audit',
  '/assets/first-abc.js',
  '/favicon.svg',
  '/',
])

const pieces = [
  '/',
  '//',
  '.',
  '..',
  '/../',
  '/./',
  '%2f',
  '%2F',
  '%2e',
  '%2e%2e',
  '%252f',
  '%252e',
  '%5c',
]
  .concat([
    '\\',
    '%00',
    '%0a',
    '%25',
    '?',
    '#',
    ';',
    '%3f',
    '%23',
    '%3b',
    'api',
    'API',
    '%61pi',
    'assets',
  ])
  .concat(['jobs', 'healthz', '@', ':', '%', '%zz', '%c0%af', '%E4%BB%BB', ' ', '*', '.js', 'x'])

const mutation = fc.record({ at: fc.nat(24), piece: fc.constantFrom(...pieces), cut: fc.nat(3) })

const target = fc
  .tuple(fc.constantFrom(...seeds), fc.array(mutation, { minLength: 1, maxLength: 4 }))
  .map(([seed, mutations]) =>
    mutations.reduce(
      (text, { at, piece, cut }) => text.slice(0, at) + piece + text.slice(at + cut),
      seed,
    ),
  )

/** Written from the list of what is open, by hand and on decoded text, not from the gate's own rules. */
function isPublic(path: string): boolean {
  const [first = '', second, ...rest] = path.replace(/\/$/, '').split('/').slice(1)
  if (rest.length > 0) return false
  if (second === undefined)
    return ['', 'jobs', 'connections', 'healthz', 'readyz', 'metrics', 'favicon.svg'].includes(
      first,
    )
  if (first === 'connections') return second === 'audit'
  return (first === 'jobs' || first === 'assets') && second !== ''
}

test('whatever becomes of a path: what is served without a session is public', async () => {
  const house = aHouse()
  let served = 0
  const property = fc.asyncProperty(target, async (text) => {
    const { status, path } = await ask(house, text)
    if (status !== 200) {
      expect([400, 401]).toContain(status)
      return
    }
    served += 1
    expect(isPublic(path), `${text} was served as ${path}`).toBe(true)
    expect(/%(?!2b|2f|3d)|\\|\/\/|\/\.\.?(\/|$)|\0/i.test(path), path).toBe(false)
    // What the client wrote, read by the simplest of readers, is the same place.
    const simple = decodeURIComponent(text.split(/[?#]/, 1)[0] ?? '')
    expect(isPublic(simple.replaceAll(/(?<=^\/jobs\/.*)[/]/g, '')), text).toBe(true)
  })
  await fc.assert(property, { numRuns: proofRuns({ short: 100_000, long: 1_000_000 }) })
  expect(served).toBeGreaterThan(1000)
}, 600_000)

import { randomBytes } from 'node:crypto'
import { Hono } from 'hono'
import { expect, test } from 'vitest'
import { createFakeClock } from '../../testing/fake-clock.ts'
import { aCookieJar } from '../../testing/oidc/a-cookie-jar.ts'
import type { AccessEnv } from '../sign-in.ts'
import type { Granted } from './grants.ts'
import type { Person } from './person.ts'
import { createPages } from './show-page.ts'
import { thereAndBack } from './there-and-back.ts'

const publicUrl = new URL('https://tools.example.com/waybill')
const alice: Person = { id: 'i#a', subject: 'a', name: 'alice', address: null, groups: [] }
const granted: Granted = {
  person: alice,
  grant: { refreshToken: null, idToken: null, lifeMs: 60_000 },
}

/** Waybill's side of a sign-in, over a provider that takes every code, when it is told to. */
function aWay() {
  const failures: string[] = []
  let asks = 0
  let answer = () => {}
  const answered = new Promise<void>((resolve) => {
    answer = resolve
  })
  const pages = createPages(
    '/waybill',
    (failure) => void failures.push(String(failure)),
    () => {},
  )
  const { begin, finish } = thereAndBack(
    {
      publicUrl,
      randomBytes,
      clock: createFakeClock(),
      admit: () => {},
      mark: { give: () => {} },
      grants: {
        urlFor: async ({ state }) => new URL(`https://id.example.com/?state=${state}`),
        async redeem() {
          asks += 1
          await answered
          return granted
        },
      },
    },
    pages,
  )
  const app = new Hono<AccessEnv>()
    .get('/sign-in', (c) => begin(c, c.req.query('to') ?? '', false))
    .get('/sign-in/callback', finish)
  return { app, answer, failures, asks: () => asks }
}

type App = ReturnType<typeof aWay>['app']

/** The state under which a browser was sent to the provider, and its cookies of that reply. */
async function beginAt(app: App, to: string, cookie = '') {
  const address = `${publicUrl.origin}/sign-in?to=${encodeURIComponent(to)}`
  const reply = await app.request(address, { headers: { cookie } })
  const state = new URL(reply.headers.get('location') ?? '').searchParams.get('state') ?? ''
  return { state, lines: reply.headers.getSetCookie() }
}

const callback = (app: App, state: string, cookie: string) =>
  app.request(`${publicUrl.origin}/sign-in/callback?code=x&state=${state}`, { headers: { cookie } })

test('tabs that begin at the same moment, without a cookie yet, all come back to their own links', async () => {
  const { app, answer, failures } = aWay()
  answer()
  const jar = aCookieJar()
  const links = Array.from({ length: 10 }, (_, at) => `/waybill/jobs?q=tab${at}`)
  const begun = await Promise.all(links.map((to) => beginAt(app, to)))
  for (const { lines } of begun) jar.keep(lines, publicUrl)
  for (const [at, { state }] of begun.entries()) {
    const reply = await callback(app, state, jar.sentTo(publicUrl, false))
    jar.keep(reply.headers.getSetCookie(), publicUrl)
    expect(await reply.text()).toContain(`content="0;url=/waybill/jobs?q=tab${at}"`)
  }
  expect([failures, jar.sentTo(publicUrl, true)]).toEqual([[], ''])
})

test('a cookie of a sign-in is bound to this host, goes along from the provider, and lasts an hour', async () => {
  const { lines } = await beginAt(aWay().app, '/waybill/jobs')
  expect(lines).toEqual([
    expect.stringMatching(
      /^__Host-waybill\+waybill-signing-in-[\w-]{16}=[\w-]+; Max-Age=3600; Path=\/; HttpOnly; Secure; SameSite=Lax$/,
    ),
  ])
})

test('a browser that begins again and again never has more than 8 kB of cookies', async () => {
  const { app } = aWay()
  const jar = aCookieJar()
  const long = `/waybill/jobs?q=${'x'.repeat(240)}`
  for (let at = 0; at < 40; at += 1) {
    const { lines } = await beginAt(app, long, jar.sentTo(publicUrl, true))
    jar.keep(lines, publicUrl)
  }
  const { length } = jar.sentTo(publicUrl, true)
  expect([length > 4000, length < 7500]).toEqual([true, true])
})

test('above sixteen codes at once the provider is not asked; the page tries again from the same link', async () => {
  const { app, answer, failures, asks } = aWay()
  const come = async (to: string) => {
    const { state, lines } = await beginAt(app, to)
    return callback(app, state, lines[0]?.split(';')[0] ?? '')
  }
  const first = Array.from({ length: 16 }, () => come('/waybill/jobs'))
  await expect.poll(asks).toBe(16)
  const refused = await come('/waybill/jobs?q=1')
  const text = await refused.text()
  expect([refused.status, asks(), failures]).toEqual([
    503,
    16,
    ['SignInFailed: busy: too_many_at_once'],
  ])
  expect(text).toMatch(/Many people are signing in.*当前登录人数较多/s)
  expect(text).toContain('content="5;url=/waybill/sign-in?to=%2Fwaybill%2Fjobs%3Fq%3D1"')
  answer()
  expect((await Promise.all(first)).map(({ status }) => status)).toEqual(Array(16).fill(200))
  expect((await come('/waybill/jobs')).status).toBe(200)
})

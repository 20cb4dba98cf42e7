import { expect, test } from 'vitest'
import { createFakeClock } from '../../testing/fake-clock.ts'
import { aBrowser, type Page } from '../../testing/oidc/a-browser.ts'
import { people } from '../../testing/oidc/a-house.ts'
import { aPair } from '../../testing/oidc/a-pair.ts'

const callback = /\/sign-in\/callback/

/** As far as the address that the provider sends the browser back to, which is not opened yet. */
async function upToCallback(url: string, login: string, browser = aBrowser()) {
  const page = await browser.logIn(await browser.open(`${url}/jobs`), login, callback)
  const location = page.header('location')
  if (location === null) throw new Error(`the provider did not send it back: ${page.text}`)
  return { browser, back: new URL(location), from: page.url }
}

async function aHouseOfAll() {
  const { house } = await aPair({ oidc: { allowed: people('everybody') } })
  const status = async (browser: ReturnType<typeof aBrowser>) =>
    (await browser.api(`${house.url}/api/session`)).status
  return { house, status }
}

function changed(url: URL, change: (query: URLSearchParams) => void): URL {
  const copy = new URL(url)
  change(copy.searchParams)
  return copy
}

function expectRefusal(page: Page, status: number) {
  expect(page.status, page.text).toBe(status)
  expect(page.header('content-type')).toContain('text/html')
}

test.each([
  ['no state', (query: URLSearchParams) => query.delete('state'), 400, 'over'],
  ['a state that nobody made', (query: URLSearchParams) => query.set('state', 'x'), 400, 'over'],
  ['no code', (query: URLSearchParams) => query.delete('code'), 502, 'untrusted'],
  ['a code that nobody made', (query: URLSearchParams) => query.set('code', 'x'), 400, 'refused'],
  ['two codes', (query: URLSearchParams) => query.append('code', 'x'), 502, 'untrusted'],
  ['two states', (query: URLSearchParams) => query.append('state', 'x'), 502, 'untrusted'],
  ['no issuer', (query: URLSearchParams) => query.delete('iss'), 502, 'untrusted'],
  [
    'another issuer (mix-up)',
    (query: URLSearchParams) => query.set('iss', 'https://id.example.com'),
    502,
    'untrusted',
  ],
  [
    'an error beside the code',
    (query: URLSearchParams) => query.set('error', 'access_denied'),
    403,
    'denied',
  ],
])('an answer with %s signs nobody in, and is used up', async (_, change, expected, why) => {
  const { house, status } = await aHouseOfAll()
  const { browser, back, from } = await upToCallback(house.url, 'alice')
  const page = await browser.open(changed(back, change), { from })
  expectRefusal(page, expected)
  expect(house.failures).toEqual([expect.stringMatching(new RegExp(`^${why}: `))])
  expect(await status(browser)).toBe(401)
  // Whoever had it to try has only one try, where it was this sign-in that they tried.
  if (why === 'over') return
  expectRefusal(await browser.open(back, { from }), 400)
})

test('an answer is good once: a replay signs nobody in, also not in the same browser', async () => {
  const { house, status } = await aHouseOfAll()
  const { browser, back, from } = await upToCallback(house.url, 'alice')
  expect((await browser.open(back, { from })).text).toBe('the shell')
  expectRefusal(await browser.open(back, { from }), 400)
  const other = aBrowser()
  expectRefusal(await other.open(back, { from }), 400)
  expect(await status(other)).toBe(401)
})

test('an answer for one browser is none for another, whether that is signing in or not', async () => {
  const { house, status } = await aHouseOfAll()
  const mallory = await upToCallback(house.url, 'mallory')
  const victim = aBrowser()
  expectRefusal(await victim.open(mallory.back, { from: mallory.from }), 400)
  expect(house.failures).toEqual(['other-browser: no_cookie'])
  const again = await upToCallback(house.url, 'mallory')
  const signingIn = await upToCallback(house.url, 'alice')
  expectRefusal(await signingIn.browser.open(again.back, { from: again.from }), 400)
  expect(house.failures.at(-1)).toBe('other-browser: no_cookie')
  expect([await status(victim), await status(signingIn.browser)]).toEqual([401, 401])
})

test("somebody else's code in one's own sign-in is refused (PKCE and nonce)", async () => {
  const { house, status } = await aHouseOfAll()
  const victim = await upToCallback(house.url, 'alice')
  const mallory = await upToCallback(house.url, 'mallory')
  const stolen = changed(mallory.back, (query) =>
    query.set('code', victim.back.searchParams.get('code') ?? ''),
  )
  expectRefusal(await mallory.browser.open(stolen, { from: mallory.from }), 400)
  expect(house.failures).toEqual(['refused: invalid_grant'])
  expect(await status(mallory.browser)).toBe(401)
})

test('a code is good once, also in another sign-in of the same browser', async () => {
  const { house } = await aHouseOfAll()
  const first = await upToCallback(house.url, 'alice')
  await first.browser.open(first.back, { from: first.from })
  const browser = aBrowser()
  const second = await upToCallback(house.url, 'alice', browser)
  const reused = changed(second.back, (query) =>
    query.set('code', first.back.searchParams.get('code') ?? ''),
  )
  expectRefusal(await browser.open(reused, { from: second.from }), 400)
  expect(house.failures).toEqual(['refused: invalid_grant'])
})

test('after ten minutes it is too late', async () => {
  const clock = createFakeClock(Date.now())
  const { house } = await aPair({ access: { clock } })
  const late = await upToCallback(house.url, 'alice')
  const inTime = await upToCallback(house.url, 'alice')
  await clock.advance(599_000)
  expect((await inTime.browser.open(inTime.back, { from: inTime.from })).text).toBe('the shell')
  await clock.advance(2000)
  expectRefusal(await late.browser.open(late.back, { from: late.from }), 400)
  expect(house.failures).toEqual(['over: too_late'])
})

test('a session that was planted before is not the one that one gets (fixation)', async () => {
  const { house, status } = await aHouseOfAll()
  const mallory = aBrowser()
  await mallory.signIn(`${house.url}/jobs`, 'mallory')
  const planted = mallory.jar.find(/^waybill-\d+$/)
  const victim = aBrowser()
  const { back, from } = await upToCallback(house.url, 'alice', victim)
  if (planted) victim.jar.plant(planted)
  await victim.open(back, { from })
  const mine = victim.jar.find(/^waybill-\d+$/)
  expect(mine?.value).not.toBe(planted?.value)
  const { text } = await victim.api(`${house.url}/api/session`)
  expect(JSON.parse(text)).toMatchObject({ viewer: { name: 'alice@example.com' } })
  expect(await status(mallory)).toBe(200)
})

test('a ticket is good for its own sign-in alone, in its own cookie; one that nobody gave out for none', async () => {
  const { house, status } = await aHouseOfAll()
  const mallory = await upToCallback(house.url, 'mallory')
  const victim = await upToCallback(house.url, 'alice')
  const ticket = /-signing-in-[\w-]{16}$/
  const [theirs, own] = [mallory.browser.jar.find(ticket), victim.browser.jar.find(ticket)]
  if (!theirs || !own) throw new TypeError('there are tickets')
  expect(theirs.name).not.toBe(own.name)
  for (const value of [own.value, 'A'.repeat(200), 'A', theirs.value.slice(0, -1)]) {
    victim.browser.jar.plant({ ...theirs, value })
    expectRefusal(await victim.browser.open(mallory.back, { from: mallory.from }), 400)
  }
  expect(house.failures).toEqual(Array(4).fill('other-browser: other_cookie'))
  expect(await status(victim.browser)).toBe(401)
  // Whoever tries another's sign-in takes it from nobody.
  expect((await mallory.browser.open(mallory.back, { from: mallory.from })).text).toBe('the shell')
  expect(mallory.browser.jar.find(ticket)).toBe(null)
})

test('each sign-in asks with secrets of its own, and proves them', async () => {
  const { house } = await aHouseOfAll()
  const browser = aBrowser()
  await browser.open(`${house.url}/jobs`)
  await browser.open(`${house.url}/jobs`)
  const asked = browser.visited
    .map((url) => new URL(url))
    .filter(({ pathname }) => pathname === '/auth')
    .map(({ searchParams }) => Object.fromEntries(searchParams))
  expect(asked).toHaveLength(2)
  for (const query of asked) {
    expect(query).toMatchObject({ response_type: 'code', code_challenge_method: 'S256' })
    for (const name of ['state', 'nonce', 'code_challenge']) {
      expect(query[name]).toMatch(/^[\w-]{43}$/)
    }
  }
  for (const name of ['state', 'nonce', 'code_challenge']) {
    expect(asked[0]?.[name]).not.toBe(asked[1]?.[name])
  }
})

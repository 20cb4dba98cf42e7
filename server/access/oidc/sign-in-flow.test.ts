import { expect, test } from 'vitest'
import { readEvents } from '../../api/event-reader.ts'
import { writeHeaders } from '../../testing/an-access.ts'
import { aBrowser } from '../../testing/oidc/a-browser.ts'
import { people } from '../../testing/oidc/a-house.ts'
import { aPair } from '../../testing/oidc/a-pair.ts'

const write = { method: 'POST' as const, headers: writeHeaders }

test('a deep link leads through the provider and back to itself, its query kept', async () => {
  const { house } = await aPair({ subPath: '/waybill' })
  const browser = aBrowser()
  const link = `${house.url}/jobs?status=running&status=9&q=${encodeURIComponent('a&b=c#d 中"<')}`
  const page = await browser.signIn(link, 'alice')
  expect([page.status, page.url.href, page.text]).toEqual([200, link, 'the shell'])
  expect(house.failures).toEqual([])
  const session = await browser.api(`${house.url}/api/session`)
  expect(JSON.parse(session.text)).toMatchObject({
    viewer: { name: 'alice@example.com', role: 'viewer', groups: ['ops'] },
    signIn: 'oidc',
    canEnd: true,
  })
})

test('whom the provider knows already is asked nothing; the page itself tells who comes by a link', async () => {
  const { house } = await aPair()
  const browser = aBrowser()
  await browser.signIn(`${house.url}/jobs`, 'alice')
  // The cookie of the session is held back from what another site led to: the shell is for everybody.
  const chat = new URL('http://chat.example.com/')
  const page = await browser.open(`${house.url}/jobs?status=running`, { from: chat })
  expect([page.status, page.text]).toEqual([200, 'the shell'])
  const at = browser.visited.length
  const again = await browser.open(`${house.url}/sign-in?to=%2Fjobs%3Fstatus%3Drunning`)
  expect(again.url.href).toBe(`${house.url}/jobs?status=running`)
  expect(browser.visited.slice(at).every((url) => url.startsWith(house.url))).toBe(true)
})

test('what asks is sent nowhere: /api says 401 and by which way to sign in', async () => {
  const { house } = await aPair()
  const reply = await aBrowser().api(`${house.url}/api/jobs`)
  expect([reply.status, reply.header('www-authenticate')]).toEqual([401, 'Waybill realm="oidc"'])
  const opened = await aBrowser().open(`${house.url}/api/jobs`)
  expect([opened.status, opened.header('location')]).toEqual([403, null])
})

test('a page that does not open itself is not led away, and nothing else is open', async () => {
  const { house } = await aPair()
  const ask = (path: string, headers: Record<string, string>, method: 'GET' | 'HEAD' = 'GET') =>
    aBrowser().open(house.url + path, { asked: { headers, method } })
  const framed = await ask('/jobs', { 'sec-fetch-dest': 'iframe' })
  const fetched = await ask('/jobs', { 'sec-fetch-mode': 'cors', 'sec-fetch-dest': 'empty' })
  const headed = await ask('/jobs', {}, 'HEAD')
  expect([framed.status, fetched.status, headed.status]).toEqual([403, 200, 200])
  for (const path of ['/sign-in/', '/sign-in/x', '/sign-in/callback/', '/metrics/x']) {
    expect((await ask(path, {})).status, path).toBe(401)
  }
  const posted = await aBrowser().open(`${house.url}/sign-in`, { asked: write })
  expect(posted.status).toBe(403)
})

test.each([
  ['mallory', /not on the list.*不在允许查看的名单中/s, 'not-allowed: not_on_the_list'],
  ['eve', /not on the list/, 'not-allowed: not_on_the_list'],
  ['', /broken off.*登录已中止/s, 'denied: access_denied'],
])(
  '%s is not let in, and told so in both languages, with the id of the request',
  async (login, words, failure) => {
    const { house } = await aPair()
    const browser = aBrowser()
    const page = await browser.logIn(await browser.open(`${house.url}/jobs?q=1`), login)
    expect([page.status, house.failures]).toEqual([403, [failure]])
    const [why] = failure.split(':', 1)
    const person = login ? expect.objectContaining({ id: expect.stringContaining('#') }) : null
    expect(house.signIns).toEqual([{ kind: 'refused', why, person, peer: '127.0.0.1' }])
    expect(page.text).toMatch(words)
    expect(page.text).toContain(page.header('x-request-id'))
    expect((await browser.api(`${house.url}/api/session`)).status).toBe(401)
    const again = /class="button" href="([^"]+)"/.exec(page.text)?.[1] ?? ''
    const form = await browser.open(new URL(again.replaceAll('&amp;', '&'), house.url))
    // They are asked who they are, although the provider may know them by now.
    expect(form.url.pathname).toMatch(/^\/interaction\//)
  },
)

test('two tabs sign in at once, each to its own link, and both are right', async () => {
  const { house } = await aPair()
  const browser = aBrowser()
  const forms = [
    await browser.open(`${house.url}/jobs?q=one`),
    await browser.open(`${house.url}/jobs?q=two`),
  ] as const
  const second = await browser.logIn(forms[1], 'alice')
  const first = await browser.logIn(forms[0], 'alice')
  expect([first.url.search, second.url.search]).toEqual(['?q=one', '?q=two'])
  expect((await browser.api(`${house.url}/api/session`)).status).toBe(200)
  expect(house.failures).toEqual([])
})

test('signing out ends it here and at the provider; no token is in an address of ours or a log', async () => {
  const { house } = await aPair({ subPath: '/waybill' })
  const browser = aBrowser()
  await browser.signIn(`${house.url}/jobs`, 'alice')
  const cookie = browser.jar.find(/^waybill-\d+$/)
  const ended = await browser.api(`${house.url}/api/session/end`, write)
  expect(JSON.parse(ended.text)).toEqual({ signedOut: true, next: '/sign-in/leave' })
  expect((await browser.api(`${house.url}/api/session`)).status).toBe(401)
  const question = await browser.open(`${house.url}/sign-in/leave`)
  expect(question.url.searchParams.get('id_token_hint')?.split('.')).toHaveLength(3)
  const xsrf = /name="xsrf" value="([^"]+)"/.exec(question.text)?.[1] ?? ''
  const confirmed = /action="([^"]+)"/.exec(question.text)?.[1] ?? ''
  const headers = { 'content-type': 'application/x-www-form-urlencoded' }
  const body = new URLSearchParams({ xsrf, logout: 'yes' }).toString()
  const last = await browser.open(confirmed, {
    from: question.url,
    asked: { method: 'POST', headers, body },
  })
  expect([last.url.href, last.status]).toEqual([`${house.url}/sign-in/ended`, 200])
  expect(last.text).toContain('You are signed out')
  // The provider asks anew, and a cookie that was kept is worth nothing.
  const form2 = await browser.open(`${house.url}/jobs`)
  expect(form2.url.pathname).toMatch(/^\/interaction\//)
  if (cookie) browser.jar.plant(cookie)
  expect((await browser.api(`${house.url}/api/session`)).status).toBe(401)
  // Whoever comes again is not led out with the token of before.
  const again = await browser.open(`${house.url}/sign-in/leave`)
  expect(again.url.href).toBe(`${house.url}/sign-in/ended`)
  const ours = browser.visited.filter((url) => url.startsWith(house.url))
  expect([...ours, ...house.failures].join(' ')).not.toContain('id_token')
})

test('a new sign-in ends the session that it takes the place of, and what is open of it, in that browser alone', async () => {
  const { house } = await aPair()
  const [browser, phone] = [aBrowser(), aBrowser()]
  const streamOf = async ({ jar }: typeof browser) => {
    const { name = '', value = '' } = jar.find(/^waybill-\d+$/) ?? {}
    const headers = { cookie: `${name}=${value}` }
    const stream = readEvents(`${house.url}/api/events`, { headers })
    await stream.until(() => stream.named('sync').length === 1)
    return stream
  }
  await phone.signIn(`${house.url}/jobs`, 'alice')
  const ofPhone = await streamOf(phone)
  await browser.signIn(`${house.url}/jobs`, 'alice')
  const before = await streamOf(browser)
  const form = await browser.open(`${house.url}/sign-in?as=other`)
  expect([before.isOver(), form.url.pathname]).toEqual([
    false,
    expect.stringMatching(/^\/interaction\//),
  ])
  await browser.logIn(form, 'alice')
  await expect.poll(before.isOver).toBe(true)
  const after = await streamOf(browser)
  await browser.api(`${house.url}/api/session/end`, write)
  await expect.poll(after.isOver).toBe(true)
  const told = house.signIns.map((event) => ('why' in event ? event.why : event.kind))
  expect(told).toEqual(['in', 'in', 'replaced', 'in', 'signed-out'])
  expect(ofPhone.isOver()).toBe(false)
  const { text } = await phone.api(`${house.url}/api/sessions`)
  expect((JSON.parse(text) as { sessions: object[] }).sessions).toHaveLength(1)
})

test('somebody who is not let in ends nothing by trying', async () => {
  const { house } = await aPair()
  const browser = aBrowser()
  await browser.signIn(`${house.url}/jobs`, 'alice')
  // Of its own people a provider would have a script end the one before.
  browser.jar.forget('localhost')
  await browser.logIn(await browser.open(`${house.url}/sign-in?as=other`), 'mallory')
  expect(house.failures).toEqual(['not-allowed: not_on_the_list'])
  expect((await browser.api(`${house.url}/api/session`)).status).toBe(200)
})

test('everybody sees and ends their own sessions, an admin all', async () => {
  const { house } = await aPair()
  const [alice, phone, root] = [aBrowser(), aBrowser(), aBrowser()]
  await alice.signIn(`${house.url}/jobs`, 'alice')
  await phone.signIn(`${house.url}/jobs`, 'alice')
  await root.signIn(`${house.url}/jobs`, 'root')
  const list = async (browser: typeof alice) => {
    const { text } = await browser.api(`${house.url}/api/sessions`)
    return (
      JSON.parse(text) as { sessions: { id: string; isThis: boolean; viewer: { name: string } }[] }
    ).sessions
  }
  const end = (browser: typeof alice, id: string) =>
    browser.api(`${house.url}/api/sessions/${id}/end`, write)
  expect((await list(alice)).map(({ isThis }) => isThis)).toEqual([false, true])
  const all = await list(root)
  expect(all.map(({ viewer }) => viewer.name)).toEqual([
    'root@example.com',
    'alice@example.com',
    'alice@example.com',
  ])
  expect((await end(alice, all[0]?.id ?? '')).status).toBe(404)
  expect((await end(alice, all[1]?.id ?? '')).status).toBe(200)
  expect((await phone.api(`${house.url}/api/session`)).status).toBe(401)
  expect((await end(root, all[2]?.id ?? '')).status).toBe(200)
  expect((await alice.api(`${house.url}/api/session`)).status).toBe(401)
  expect(await list(root)).toHaveLength(1)
})

test('a provider that is away is told on a page that tries again, and heals', async () => {
  const { house, provider } = await aPair()
  provider.setAway(true)
  const browser = aBrowser()
  const page = await browser.open(`${house.url}/jobs?status=running`)
  expect([page.status, house.failures]).toEqual([503, [expect.stringMatching(/^away: \w+$/)]])
  expect(page.text).toMatch(/does not answer.*登录服务没有响应/s)
  const refresh = /content="5;url=([^"]+)"/.exec(page.text)?.[1] ?? ''
  provider.setAway(false)
  await new Promise((resolve) => setTimeout(resolve, 1100))
  const form = await browser.open(new URL(refresh, house.url))
  const back = await browser.logIn(form, 'alice')
  expect(back.url.href).toBe(`${house.url}/jobs?status=running`)
})

test('by group and by id as well; whoever is an admin need not be on the list besides', async () => {
  const oidc = { allowed: people('group:ops', 'sub:mallory'), admins: people('root@example.com') }
  const { house } = await aPair({ oidc })
  for (const [login, role] of [
    ['alice', 'viewer'],
    ['mallory', 'viewer'],
    ['root', 'admin'],
  ] as const) {
    const browser = aBrowser()
    await browser.signIn(`${house.url}/jobs`, login)
    const { text } = await browser.api(`${house.url}/api/session`)
    expect(JSON.parse(text)).toMatchObject({ viewer: { role } })
  }
})

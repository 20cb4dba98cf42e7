import { readFileSync } from 'node:fs'
import type { Browser, Response } from '@playwright/test'
import { client } from '../server/testing/oidc/a-provider.ts'
import { finderOf } from './canaries.ts'
import { emulatedWorld } from './emulated-world.ts'
import { expect, expectMode, rows, test } from './fixtures.ts'
import { logIn, startOidcHouse } from './oidc-house.ts'
import { isLong, tell } from './proof.ts'
import { filesOf } from './servers.ts'
import { violations } from './violations.ts'

type House = Awaited<ReturnType<typeof startOidcHouse>>

let house: House

test.beforeAll(async () => {
  house = await startOidcHouse()
})

test.afterAll(() => house?.stop())

const filtered = '/jobs?status=completed&status=running&sort=-deviceCount'
const signedOut = 'You are not signed in'

async function openAs(browser: Browser, login: string, path = '/jobs', at = house) {
  const page = await (await browser.newContext()).newPage()
  await page.goto(at.url + path)
  await logIn(page, login)
  await expect(page).toHaveURL(at.url + path)
  return page
}

test('a filtered link leads through sign-in and back; nothing secret of it is in a log, and no token anywhere', async ({
  page,
}) => {
  const secrets = new Set<string>([client.secret])
  const replies: Promise<string>[] = []
  const hear = (reply: Response) => {
    if (new URL(reply.url()).origin === house.url) replies.push(toText(reply))
  }
  page.on('response', hear)
  page.on('request', (request) => {
    const { searchParams } = new URL(request.url())
    for (const name of ['code', 'state', 'nonce', 'code_challenge']) {
      const value = searchParams.get(name)
      if (value !== null) secrets.add(value)
    }
  })
  await page.goto(house.url + filtered)
  expect(page.url()).toMatch(/^http:\/\/localhost:\d+\/interaction\//)
  await logIn(page, 'alice')
  await expect(page).toHaveURL(house.url + filtered)
  await expect(rows(page).first()).toBeVisible()
  await expectMode(page, 'stream')
  expect(await page.evaluate(() => document.cookie)).toBe('')
  const cookies = await page.context().cookies(house.url)
  const session = cookies.find(({ name }) => /^waybill-\d+$/.test(name))
  expect(session).toMatchObject({ httpOnly: true, sameSite: 'Strict', path: '/', expires: -1 })
  for (const { value } of cookies) secrets.add(value)
  expect(secrets.size).toBeGreaterThanOrEqual(7)
  await expect.poll(house.main.output).toContain('/sign-in/callback')
  const log = house.main.output()
  expect([...secrets].filter((secret) => log.includes(secret))).toEqual([])
  expect(log).not.toMatch(/alice|eyJ/)

  expect(house.provider.issued().length).toBeGreaterThanOrEqual(3)
  const held = finderOf([client.secret, ...house.provider.issued()])
  // A reply that came while the others are read would still be unread when the story ends.
  page.off('response', hear)
  const told = await Promise.all(replies)
  expect(told.join()).toContain('"jobId"')
  const kept = await page.evaluate(() =>
    JSON.stringify([{ ...localStorage }, { ...sessionStorage }]),
  )
  expect(held([log, ...told, kept, await page.content()].join('\n'))).toEqual([])
  const files = filesOf(house.folder)
  expect(files.some((path) => path.endsWith('mirror.db'))).toBe(true)
  for (const path of files) expect(held(readFileSync(path)), path).toEqual([])
})

/**
 * Of a stream that goes on, of a redirect, and of the callback's page, which leads on at once and
 * takes its text with it (a unit test reads that): the head alone. What else the browser no longer has
 * by the time it is asked, as of a page that it has left, is asked for again.
 */
async function toText(reply: Response): Promise<string> {
  const head = JSON.stringify(await reply.allHeaders())
  const isKept =
    !reply.headers()['content-type']?.includes('event-stream') &&
    !reply.url().includes('/sign-in/callback')
  if (!reply.ok() || !isKept) return head
  const { request } = reply.frame().page()
  return head + (await reply.text().catch(async () => (await request.get(reply.url())).text()))
}

test('a link in another site leads in, signed in or not, with its filter', async ({ page }) => {
  const follow = async () => {
    await page.goto(`${house.provider.issuer}/.well-known/openid-configuration`)
    await page.evaluate((href) => {
      const link = document.createElement('a')
      link.href = href
      document.body.append(link)
      link.click()
    }, house.url + filtered)
  }
  await follow()
  await logIn(page, 'alice')
  await expect(page).toHaveURL(house.url + filtered)
  await expect(rows(page).first()).toBeVisible()
  const asked: string[] = []
  page.on('request', (request) => asked.push(new URL(request.url()).pathname))
  await follow()
  await expect(page).toHaveURL(house.url + filtered)
  await expect(rows(page).first()).toBeVisible()
  expect(asked).not.toContain('/auth')
})

test('a session that an admin ends loses its stream within 5 s, and comes back to the same link', async ({
  browser,
  page: root,
}) => {
  const alice = await openAs(browser, 'alice', filtered)
  await expectMode(alice, 'stream')
  await root.goto(`${house.url}/connections`)
  await logIn(root, 'root')
  await root.getByRole('button', { name: 'Signed-in browsers…' }).click()
  const list = root.getByRole('region', { name: 'Signed-in browsers' })
  await expect(list.getByText('this one')).toHaveCount(1)
  const ends = list.getByRole('button', { name: /of alice@example.com$/ })
  const startedMs = Date.now()
  await ends.first().click()
  await expect(alice.getByRole('heading', { name: signedOut })).toBeVisible({ timeout: 5000 })
  tell(`the page of a session that was ended said so after ${Date.now() - startedMs} ms`)
  await expect(rows(alice)).toHaveCount(0)
  // It waits to be asked: whoever was signed out may have wanted to be.
  expect(alice.url()).toBe(house.url + filtered)
  await alice.getByRole('link', { name: 'Sign in' }).click()
  await expect(alice).toHaveURL(house.url + filtered)
  await expect(rows(alice).first()).toBeVisible()
  await alice.context().close()
})

test('signing out leads through the provider, and signs the other tabs out for good', async ({
  browser,
}) => {
  const page = await openAs(browser, 'alice', '/connections')
  const other = await page.context().newPage()
  await other.goto(house.url + filtered)
  await expect(rows(other).first()).toBeVisible()
  await page.getByRole('button', { name: 'Sign out' }).click()
  await expect(page.getByRole('heading', { name: 'Leave the provider?' })).toBeVisible()
  await page.getByRole('button', { name: 'Leave' }).click()
  await expect(page).toHaveURL(`${house.url}/sign-in/ended`)
  await expect(page.getByRole('heading', { name: 'You are signed out' })).toBeVisible()
  await expect(page.getByRole('heading', { name: '您已退出登录' })).toBeVisible()
  await expect(other.getByRole('heading', { name: signedOut })).toBeVisible()
  await page.getByRole('link', { name: 'Sign in', exact: true }).click()
  await expect(page.getByLabel('Login')).toBeVisible()
  await page.context().close()
})

test('somebody who is not on the list is told so, and may be somebody else', async ({ page }) => {
  await page.goto(house.url + filtered)
  await logIn(page, 'mallory')
  await expect(page.getByRole('heading', { name: 'You may not see this Waybill' })).toBeVisible()
  await expect(page.getByRole('heading', { name: '您无权查看此 Waybill' })).toBeVisible()
  await expect(page.getByText('mallory@example.org').first()).toBeVisible()
  expect(await violations(page)).toEqual([])
  await page.setViewportSize({ width: 320, height: 640 })
  const width = await page.evaluate(() => document.documentElement.scrollWidth)
  expect(width).toBeLessThanOrEqual(320)
  await page.emulateMedia({ colorScheme: 'dark' })
  expect(await violations(page)).toEqual([])
  await page.getByRole('link', { name: 'Sign in as somebody else' }).click()
  await logIn(page, 'alice')
  await expect(page).toHaveURL(house.url + filtered)
  await expect(rows(page).first()).toBeVisible()
})

test('a page that is left open outlives its tokens many times over, and stays live', async ({
  browser,
}) => {
  const [tokenLifeS, openS] = isLong ? [60, 300] : [4, 12]
  test.setTimeout((openS + 60) * 1000)
  const shortLived = await startOidcHouse({ tokenLifeS })
  const page = await openAs(browser, 'alice', '/jobs', shortLived)
  await expectMode(page, 'stream')
  const troubles: string[] = []
  page.on('framenavigated', (frame) => troubles.push(`went to ${frame.url()}`))
  page.on('response', (reply) => {
    if (reply.status() >= 400) troubles.push(`${reply.status()} ${reply.url()}`)
  })
  const renewals = shortLived.provider.refreshes
  const enough = Math.floor(openS / tokenLifeS)
  const startedMs = Date.now()
  const isLongEnough = () => Date.now() - startedMs >= openS * 1000 && renewals() >= enough
  await expect.poll(isLongEnough, { timeout: openS * 2000 }).toBe(true)
  const { jobId } = await emulatedWorld(shortLived.emulator.control).create({
    createdAt: Date.now(),
  })
  await page.getByRole('button', { name: /1 new/ }).click()
  await expect(page.getByRole('link', { name: jobId, exact: true })).toBeVisible()
  expect(troubles.filter((text) => !text.endsWith('/jobs'))).toEqual([])
  tell(`${renewals()} renewals of tokens that live ${tokenLifeS} s did not disturb the page`)
  await page.context().close()
  await shortLived.stop()
})

import { once } from 'node:events'
import { createServer, request } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, rows, test } from './fixtures.ts'
import { aFolder, type Running, removeFolder, startEmulator, startMain } from './servers.ts'

async function aHouse(env: Record<string, string>) {
  const folder = aFolder()
  const emulator = await startEmulator('--frozen')
  const main = await startMain(emulator, folder, env)
  return {
    main,
    stop: async () => {
      await Promise.all([main.stop(), emulator.stop()])
      removeFolder(folder)
    },
  }
}

/** The newest link that the server wrote. */
function newestLink(main: Running): string {
  return [...main.output().matchAll(/^Waybill: (\S+#launch=\S+)$/gm)].at(-1)?.[1] ?? ''
}

test('a launch link lets one browser in, once; the others are told what to do, and heal', async ({
  page,
  browser,
}) => {
  const { main, stop } = await aHouse({ WAYBILL_SIGN_IN: 'link' })
  const link = newestLink(main)
  const { origin } = new URL(link)
  expect((await fetch(`${origin}/healthz`)).status).toBe(200)
  expect((await fetch(`${origin}/api/jobs`)).status).toBe(401)

  await page.goto(`${origin}/jobs?status=completed`)
  await expect(page.getByRole('heading', { name: 'You are not signed in' })).toBeVisible()
  const opening = await page.context().newPage()
  await opening.goto(link)
  await expect(rows(opening).first()).toBeVisible()
  expect(opening.url()).toBe(`${origin}/jobs`)
  expect(await opening.evaluate(() => document.cookie)).toBe('')
  // The tab that was refused goes on where it was.
  await expect(rows(page).first()).toBeVisible()
  expect(page.url()).toBe(`${origin}/jobs?status=completed`)

  const other = await (await browser.newContext()).newPage()
  await other.goto(link)
  await expect(other.getByRole('heading', { name: 'This link is used up' })).toBeVisible()
  process.kill(main.pid, 'SIGUSR2')
  await expect.poll(() => newestLink(main)).not.toBe(link)
  await other.goto(newestLink(main))
  await expect(rows(other).first()).toBeVisible()

  await page.goto(`${origin}/connections`)
  await page.getByRole('button', { name: 'Sign out' }).click()
  for (const tab of [page, opening]) {
    await expect(tab.getByRole('heading', { name: 'You are not signed in' })).toBeVisible()
    await expect(rows(tab)).toHaveCount(0)
  }
  await expect(rows(other).first()).toBeVisible()
  await stop()
})

/** What stands before Waybill in a team: says who everybody is, whatever they say themselves. */
async function startSigningProxy(target: string, users: Record<string, string>) {
  const server = createServer((asked, answer) => {
    const user = users[/team=(\w+)/.exec(asked.headers.cookie ?? '')?.[1] ?? '']
    const { 'x-forwarded-user': _, ...headers } = asked.headers
    const said = user === undefined ? headers : { ...headers, 'x-forwarded-user': user }
    const { method, url } = asked
    const passed = request(target + url, { method, headers: said }, (reply) => {
      answer.writeHead(reply.statusCode ?? 502, reply.headers)
      reply.pipe(answer)
    })
    passed.on('error', () => answer.destroy())
    answer.on('close', () => passed.destroy())
    asked.pipe(passed)
  })
  server.listen(Number(users['port'] ?? 0), '127.0.0.1')
  await once(server, 'listening')
  const stop = () => {
    server.closeAllConnections()
    server.close()
  }
  return { port: (server.address() as AddressInfo).port, stop }
}

/** A port that nothing listens on. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return port
}

test('behind a proxy that signs people in, admins see the details and others are told why not', async ({
  browser,
}) => {
  const port = await freePort()
  const publicUrl = `http://127.0.0.1:${port}`
  const { main, stop } = await aHouse({
    HOST: '0.0.0.0',
    WAYBILL_SIGN_IN: 'proxy',
    WAYBILL_PUBLIC_URL: publicUrl,
    WAYBILL_TRUSTED_PROXIES: '127.0.0.1',
    WAYBILL_ADMINS: 'root',
  })
  const inner = `http://127.0.0.1:${new URL(main.url).port}`
  const proxy = await startSigningProxy(inner, { port: String(port), a: 'alice', r: 'root' })
  const openAs = async (team: string) => {
    const context = await browser.newContext()
    await context.addCookies([{ name: 'team', value: team, url: publicUrl }])
    const page = await context.newPage()
    await page.goto(`${publicUrl}/connections`)
    return page
  }
  const alice = await openAs('a')
  await expect(alice.getByText('Signed in as alice.')).toBeVisible()
  await expect(alice.getByText('are for the admins of this Waybill')).toBeVisible()
  await expect(alice.getByRole('link', { name: 'Audit log' })).toHaveCount(0)
  await alice.goto(`${publicUrl}/connections/audit`)
  await expect(alice.getByRole('heading', { name: 'The audit log is for admins' })).toBeVisible()
  await alice.goto(`${publicUrl}/jobs`)
  await expect(rows(alice).first()).toBeVisible()
  await expect(alice.locator('[data-mode]')).toHaveAttribute('data-mode', 'stream')
  const root = await openAs('r')
  await expect(root.getByRole('table').first()).toBeVisible()
  const nobody = await openAs('x')
  await expect(nobody.getByText('The proxy in front of Waybill')).toBeVisible()
  // Its own address knows nobody but the machine's checks of health.
  expect((await fetch(`${inner}/api/jobs`)).status).toBe(403)
  expect((await fetch(`${inner}/healthz`)).status).toBe(200)
  proxy.stop()
  await stop()
})

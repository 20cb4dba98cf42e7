import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { chromium, type Page } from '@playwright/test'
import { expect, test } from './fixtures.ts'

/** What a page can try on another address, each telling what it got: `nothing` is the right answer. */
const attempts = {
  fetch: (url: string) =>
    fetch(`${url}/api/jobs`, { credentials: 'include' }).then((reply) => reply.text()),
  'fetch without reading': async (url: string) => {
    const reply = await fetch(`${url}/api/jobs`, { mode: 'no-cors', credentials: 'include' })
    return reply.type === 'opaque' ? 'nothing' : reply.text()
  },
  'fetch with the header': (url: string) =>
    fetch(`${url}/api/jobs/one/check`, {
      method: 'POST',
      headers: { 'x-waybill': '1', 'content-type': 'application/json' },
    }).then((reply) => reply.text()),
  EventSource: (url: string) =>
    new Promise((resolve) => {
      const source = new EventSource(`${url}/api/events`, { withCredentials: true })
      source.onopen = () => resolve('opened')
      source.onerror = () => resolve('nothing')
      source.addEventListener('sync', ({ data }) => resolve(data))
    }),
  script: (url: string) => element('script', `${url}/api/jobs`),
  'script of ours': (url: string) => element('script', `${url}/favicon.svg`),
  image: (url: string) => element('img', `${url}/favicon.svg`),
  'image of data': (url: string) => element('img', `${url}/api/jobs`),
  style: (url: string) => element('link', `${url}/api/jobs`),
  iframe: (url: string) => frame(`${url}/jobs`),
  'iframe of data': (url: string) => frame(`${url}/api/jobs`),
} as const

// Are drawn into the foreign page, beside the attempts.
declare function element(kind: 'script' | 'img' | 'link', url: string): Promise<string>
declare function frame(url: string): Promise<string>

const tools = `
  function element(kind, url) {
    return new Promise((resolve) => {
      const made = document.createElement(kind)
      made.onload = () => resolve('loaded')
      made.onerror = () => resolve('nothing')
      if (kind === 'link') { made.rel = 'stylesheet'; made.href = url } else made.src = url
      document.body.append(made)
    })
  }
  function frame(url) {
    return new Promise((resolve) => {
      const made = document.createElement('iframe')
      made.onload = () => {
        let text = 'nothing'
        try { text = made.contentDocument?.body.innerText || 'nothing' } catch {}
        resolve(text)
      }
      made.src = url
      document.body.append(made)
    })
  }
`

/** A page that belongs to somebody else. */
async function startForeign() {
  const server = createServer((_, reply) => {
    reply.setHeader('content-type', 'text/html')
    reply.end(`<!doctype html><title>foreign</title><body><script>${tools}</script>`)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  return { port, stop: () => server.close() }
}

async function tryAll(page: Page, url: string): Promise<Record<string, string>> {
  const got: Record<string, string> = {}
  for (const [name, attempt] of Object.entries(attempts)) {
    const code = `(${attempt})(${JSON.stringify(url)}).then(String, () => 'nothing')`
    got[name] = await page.evaluate(code)
  }
  return got
}

const nothing = Object.fromEntries(Object.keys(attempts).map((name) => [name, 'nothing']))

// What it tries is refused, and Chromium says so.
test.use({ quietConsole: undefined })

test('a page of another origin gets nothing, and our own everything', async ({ page, demo }) => {
  const foreign = await startForeign()
  const own = await page.goto(`${demo.url}/jobs`)
  expect(own?.status()).toBe(200)
  expect(await page.evaluate(() => fetch('/api/jobs').then((reply) => reply.status))).toBe(200)

  const answered: number[] = []
  // The same machine by another port is another origin of the same site; localhost is another site.
  for (const address of [`http://127.0.0.1:${foreign.port}`, `http://localhost:${foreign.port}`]) {
    await page.goto(address)
    page.on('response', (reply) => {
      if (reply.url().startsWith(demo.url)) answered.push(reply.status())
    })
    expect(await tryAll(page, demo.url)).toEqual(nothing)
  }
  // Of most, Chromium itself gives no word to the page; those that it tells of were refused.
  expect([...new Set(answered)]).toEqual([403])
  foreign.stop()
})

test('a form and a window of a foreign page change and show nothing', async ({ page, demo }) => {
  const foreign = await startForeign()
  await page.goto(`http://localhost:${foreign.port}`)
  const [posted] = await Promise.all([
    page.waitForResponse((reply) => reply.url().startsWith(demo.url)),
    page.evaluate((url) => {
      const form = document.createElement('form')
      form.method = 'POST'
      form.enctype = 'text/plain'
      form.action = `${url}/api/jobs/one/check`
      document.body.append(form)
      form.submit()
    }, demo.url),
  ])
  expect(posted.status()).toBe(403)
  await page.waitForURL(`${demo.url}/**`)

  await page.goto(`http://localhost:${foreign.port}`)
  // A link may lead to our page; who opened it holds no hand on it.
  const seen = page.context().waitForEvent('page')
  await page.evaluate((url) => {
    Object.assign(window, { opened: window.open(`${url}/jobs`) })
  }, demo.url)
  const opened = await seen
  await opened.locator('tbody tr[aria-rowindex]').first().waitFor()
  const hold = await page.evaluate(() => (window as { opened?: Window }).opened?.closed)
  expect([hold, await opened.evaluate(() => window.opener)]).toEqual([true, null])
  // The data by itself is not for opening.
  const data = await opened.goto(`${demo.url}/api/jobs`)
  expect(data?.status()).toBe(403)
  foreign.stop()
})

test('a name that was made to lead here gets nothing, not even the page', async ({ demo }) => {
  const { port } = new URL(demo.url)
  const { CHROMIUM_PATH } = process.env
  const browser = await chromium.launch({
    ...(CHROMIUM_PATH ? { executablePath: CHROMIUM_PATH } : {}),
    args: ['--host-resolver-rules=MAP evil.test 127.0.0.1'],
  })
  const page = await browser.newPage()
  for (const path of ['/', '/jobs', '/api/jobs', '/healthz', '/favicon.svg']) {
    const reply = await page.goto(`http://evil.test:${port}${path}`)
    expect([path, reply?.status()]).toEqual([path, 403])
    expect(await reply?.text()).toContain('"forbidden"')
  }
  // To the browser this page and the server are of one origin: only the name tells.
  const got = await page.evaluate(async () => {
    const paths = ['/api/jobs', '/api/events', '/api/sync', '/jobs', '/readyz']
    return Promise.all(paths.map((path) => fetch(path).then((reply) => reply.status)))
  })
  expect(got).toEqual([403, 403, 403, 403, 403])
  await browser.close()
})

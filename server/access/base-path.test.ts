import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { anAccess } from '../testing/an-access.ts'
import { anApp } from '../testing/an-app.ts'
import { pathWithin } from './base-path.ts'

const belowPath = anAccess({ publicUrl: new URL('http://localhost/waybill') })

/** A built page: a shell with one script. */
function aBuild(name = 'first-1.js', text = `this is ${name}`) {
  const folder = mkdtempSync(join(tmpdir(), 'waybill-pages-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  mkdirSync(join(folder, 'assets'))
  writeFileSync(join(folder, 'assets', name), text)
  writeFileSync(
    join(folder, 'index.html'),
    `<meta name="waybill-base" content="" /><meta name="waybill-build" content="" /><link rel="icon" href="./favicon.svg" /><script src="./assets/${name}"></script>`,
  )
  return folder
}

test.each([
  ['', '/jobs', '/jobs'],
  ['/waybill', '/waybill', '/'],
  ['/waybill', '/waybill/', '/'],
  ['/waybill', '/waybill/jobs/a', '/jobs/a'],
  ['/waybill', '/waybill/api/jobs?x=/waybill/', '/api/jobs'],
  ['/waybill', '/healthz', '/healthz'],
  ['/waybill', '/', '/'],
  ['/waybill', '/jobs', '//jobs'],
  ['/waybill', '/waybillx/jobs', '//waybillx/jobs'],
  ['/a/b', '/a/b/jobs', '/jobs'],
  ['/a/b', '/a/jobs', '//a/jobs'],
])('served below %j, %s is %s', (basePath, path, within) => {
  expect(pathWithin(basePath)(new Request(`http://x${path}`))).toBe(within)
})

test('below a sub path the page, its parts and the API answer there, and only the probes at the root', async () => {
  const { app } = anApp({}, { access: belowPath, pagesFolder: aBuild() })
  const statuses = async (...paths: string[]) =>
    Promise.all(paths.map(async (path) => (await app.request(path)).status))
  const inside = ['/jobs', '/jobs/one', '/connections', '/api/jobs', '/api/sync', '/healthz']
  expect(await statuses(...inside.map((path) => `/waybill${path}`))).toEqual(inside.map(() => 200))
  expect(await statuses('/jobs', '/api/jobs', '/assets/first-1.js', '/other')).toEqual([
    404, 404, 404, 404,
  ])
  expect(await statuses('/healthz', '/readyz')).toEqual([200, 200])
  for (const start of ['/', '/waybill', '/waybill/']) {
    expect((await app.request(start)).headers.get('location')).toBe('/waybill/jobs')
  }
  const outside = await app.request('/api/jobs')
  expect(await outside.json()).toMatchObject({ error: { message: 'There is no /api/jobs here.' } })
})

test('the shell names its sub path and its build, and its addresses lie below it', async () => {
  const { app } = anApp({}, { access: belowPath, pagesFolder: aBuild() })
  const text = await (await app.request('/waybill/jobs/deep/link')).text()
  expect(text).toContain('<meta name="waybill-base" content="/waybill" />')
  expect(text).toMatch(/<meta name="waybill-build" content="[\da-f]{12}" \/>/)
  expect(text).toContain('href="/waybill/favicon.svg"')
  const script = /src="([^"]+)"/.exec(text)?.[1] ?? ''
  const asset = await app.request(script)
  expect(await asset.text()).toBe('this is first-1.js')
  expect(asset.headers.get('cache-control')).toBe('public, max-age=31536000, immutable')
})

test('the assets of another build are served as its own; a page of it is not', async () => {
  const older = aBuild('first-0.js')
  const { app } = anApp({}, { pagesFolder: aBuild(), olderPages: () => [older] })
  const reply = await app.request('/assets/first-0.js')
  expect([reply.status, await reply.text()]).toEqual([200, 'this is first-0.js'])
  expect(reply.headers.get('cache-control')).toContain('immutable')
  expect(reply.headers.get('content-type')).toContain('javascript')
  const gone = await app.request('/assets/first-9.js')
  expect([gone.status, gone.headers.get('cache-control')]).toEqual([404, null])
  for (const path of ['/assets/..%2findex.html', '/assets/%2e%2e/index.html', '/assets/']) {
    expect(await (await app.request(path)).text()).not.toContain('first-0.js')
  }
})

test('the shell is the one that the process began with, whatever is built meanwhile', async () => {
  const folder = aBuild()
  const { app } = anApp({}, { pagesFolder: folder })
  const before = await app.request('/jobs')
  expect(before.headers.get('cache-control')).toBe('no-cache')
  writeFileSync(join(folder, 'index.html'), 'another build')
  expect(await (await app.request('/jobs')).text()).toBe(await before.text())
})

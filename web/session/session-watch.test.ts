import { expect, test, vi } from 'vitest'
import { watchSession } from './session-watch.ts'
import { takeLaunch } from './take-launch.ts'

const link = { 'www-authenticate': 'Waybill realm="link"' }

/** A server that lets in whoever brought the right token, as the browser's cookie would tell. */
function aServer(token: string | null) {
  let isIn = token === null
  const asked: { url: string; init: RequestInit | undefined }[] = []
  const fetchFrom = async (url: unknown, init?: RequestInit) => {
    asked.push({ url: String(url), init })
    if (url === '/api/session/launch') isIn ||= JSON.parse(String(init?.body)).token === token
    return isIn ? Response.json({}) : new Response(null, { status: 401, headers: link })
  }
  return { asked, letIn: () => (isIn = true), fetch: fetchFrom as typeof fetch }
}

function aWindow(href: string) {
  const { hash, pathname, search } = new URL(href, 'http://waybill.test')
  const replaceState = vi.fn()
  return { location: { hash, pathname, search }, history: { state: null, replaceState } }
}

test('a reply that asks for sign-in puts the page out, and the first good look lets it go on', async () => {
  const server = aServer('right')
  const watch = watchSession(server.fetch)
  const told = vi.fn()
  watch.onState(told)
  await watch.fetch('/api/jobs')
  await watch.fetch('/api/sync')
  expect(watch.state()).toEqual({ signIn: 'link', isRefused: false, isFirst: true })
  expect(told).toHaveBeenCalledTimes(1)
  expect(await watch.lookAgain()).toBe(false)
  server.letIn()
  expect(await watch.lookAgain()).toBe(true)
  expect(watch.state()).toBe(null)
})

test('a server that is away puts nobody out', async () => {
  const away = async () => Promise.reject(new TypeError('Failed to fetch'))
  const watch = watchSession(away)
  await expect(watch.fetch('/api/jobs')).rejects.toThrow('Failed to fetch')
  expect(await watch.lookAgain()).toBe(false)
  expect(watch.state()).toBe(null)
})

test('the token leaves the address first, and is sent as our page sends what changes something', async () => {
  const server = aServer('right')
  const window = aWindow('/jobs?status=running#launch=right')
  const watch = watchSession(server.fetch)
  await takeLaunch(window, watch)
  expect(window.history.replaceState).toHaveBeenCalledWith(null, '', '/jobs?status=running')
  expect(server.asked.map(({ url }) => url)).toEqual(['/api/session/launch'])
  const { method, headers, body } = server.asked[0]?.init ?? {}
  expect([method, body]).toEqual(['POST', '{"token":"right"}'])
  expect(Object.fromEntries(new Headers(headers))).toEqual({
    'x-waybill': '1',
    'content-type': 'application/json',
  })
  expect(watch.state()).toBe(null)
})

test('a link that is used up is told, unless one is signed in anyway', async () => {
  const out = watchSession(aServer('right').fetch)
  await takeLaunch(aWindow('/#launch=wrong'), out)
  expect(out.state()).toEqual({ signIn: 'link', isRefused: true, isFirst: true })

  const signedIn = watchSession((async (url: unknown) => {
    const isLaunch = url === '/api/session/launch'
    return isLaunch ? new Response(null, { status: 401, headers: link }) : Response.json({})
  }) as typeof fetch)
  await takeLaunch(aWindow('/#launch=used'), signedIn)
  expect(signedIn.state()).toBe(null)
})

test('another fragment is none of its business', async () => {
  const server = aServer('right')
  const window = aWindow('/jobs#main')
  await takeLaunch(window, watchSession(server.fetch))
  expect([server.asked, window.history.replaceState.mock.calls]).toEqual([[], []])
})

test('whether somebody was signed in before is known by the first good answer', async () => {
  let reply = Response.json({})
  const watch = watchSession(async () => reply)
  await watch.fetch('/api/jobs')
  const headers = { 'www-authenticate': 'Waybill realm="oidc"' }
  reply = new Response(null, { status: 401, headers })
  await watch.fetch('/api/jobs')
  expect(watch.state()).toEqual({ signIn: 'oidc', isRefused: false, isFirst: false })
})

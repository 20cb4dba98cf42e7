import { gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { type Handler, json } from './odd-server.ts'
import { failureOf, gatewayError, onePage, setUpClient } from './set-up-client.ts'

const person = { purpose: 'person' } as const

const html: (status: number) => Handler = (status) => (response) => {
  response.writeHead(status, { 'content-type': 'text/html', 'x-acs-request-id': 'R1' })
  response.end('<!doctype html><h1>Bad gateway</h1>')
}
const cut: Handler = (response) => {
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': 500 })
  response.write('{"Success":true,', () => response.destroy())
}
const encoded: (encoding: string) => Handler = (encoding) => (response) => {
  response.writeHead(200, { 'content-type': 'application/json', 'content-encoding': encoding })
  response.end(gzipSync(JSON.stringify(onePage)))
}
const redirect: Handler = (response) => {
  response.writeHead(307, { location: '/elsewhere' })
  response.end()
}
const endless: Handler = (response) => {
  response.writeHead(200, { 'content-type': 'application/json' })
  const chunk = Buffer.alloc(64 * 1024, ' ')
  const write = () => {
    while (!response.destroyed && response.write(chunk));
  }
  response.on('drain', write)
  write()
}

test.each([
  { name: 'a page with 200', handler: html(200), code: 'unreadable-reply', requestId: 'R1' },
  { name: 'a page with 502', handler: html(502), code: 'upstream-failed', requestId: 'R1' },
  { name: 'a broken-off body', handler: cut, code: 'unreadable-reply' },
  { name: 'gzip', handler: encoded('gzip'), code: 'unreadable-reply' },
  { name: 'Brotli', handler: encoded('br'), code: 'unreadable-reply' },
  { name: 'a redirect', handler: redirect, code: 'unreadable-reply' },
  { name: 'an endless body', handler: endless, code: 'unreadable-reply' },
  {
    name: 'a failure with HTTP 200',
    handler: json({ RequestId: 'R1', Success: false, Code: 'iot.system.SystemException' }),
    code: 'upstream-failed',
    requestId: 'R1',
  },
  {
    name: 'a success with HTTP 500',
    handler: json(onePage, 500),
    code: 'upstream-failed',
    requestId: 'R1',
  },
  {
    name: 'a success without data',
    handler: json({ RequestId: 'R1', Success: true }),
    code: 'unreadable-reply',
    requestId: 'R1',
  },
])('$name is $code, after one request', async ({ handler, code, requestId }) => {
  const { server, client } = await setUpClient([handler], { mostBytes: 1_000_000 })
  const error = await failureOf(client)
  expect(error).toMatchObject({ name: 'AppError', code })
  expect(error.details.requestId).toBe(requestId)
  expect(server.received).toHaveLength(1)
})

test.each([
  { name: 'no answer', handler: () => {} },
  {
    name: 'a dripping body',
    handler: ((response) => {
      response.writeHead(200, { 'content-type': 'application/json' })
      const drip = setInterval(() => response.write(' '), 20)
      response.on('close', () => clearInterval(drip))
    }) satisfies Handler,
  },
])('$name ends at the deadline', async ({ handler }) => {
  const { client } = await setUpClient([handler], { deadlineMs: 200 })
  const startedAt = performance.now()
  expect(await failureOf(client)).toMatchObject({ code: 'timed-out' })
  expect(performance.now() - startedAt).toBeLessThan(3000)
})

test('a reset is unreachable, and is not tried again', async () => {
  const { server, client } = await setUpClient([
    (response) => void response.socket?.resetAndDestroy(),
  ])
  expect(await failureOf(client)).toMatchObject({ code: 'unreachable' })
  expect(server.received).toHaveLength(1)
  expect(client.quotaUse().calls).toBe(1)
})

test.each([
  { name: 'a closed port', url: 'http://127.0.0.1:1', says: 'cannot be reached' },
  {
    name: 'a name that does not resolve',
    url: 'http://waybill.invalid',
    says: 'cannot be resolved',
  },
])('$name is unreachable and uses no quota', async ({ url, says }) => {
  const { client } = await setUpClient([], { endpoint: new URL(url), slots: 1 })
  for (let index = 0; index < 3; index += 1) {
    const error = await failureOf(client)
    expect(error).toMatchObject({ code: 'unreachable' })
    expect(error.message).toContain(says)
  }
  expect(client.quotaUse().calls).toBe(0)
})

test('a throttle is told to the quota with the wait that was asked for', async () => {
  const headers = { 'x-acs-retry-after': '2500' }
  const { client } = await setUpClient([json(gatewayError('Throttling.User'), 400, headers)])
  expect(await failureOf(client)).toMatchObject({
    code: 'throttled',
    details: { upstreamCode: 'Throttling.User', requestId: 'R1', retryAfterMs: 2500 },
  })
  const use = client.quotaUse()
  expect(use).toMatchObject({ ceiling: 2, throttled: 1 })
  const pauseMs = Date.parse(use.pausedUntil ?? '') - Date.now()
  expect(pauseMs).toBeGreaterThan(0)
  expect(pauseMs).toBeLessThanOrEqual(2500)
})

test('an unknown error with the throttling header is a throttle, and so is a page with 429', async () => {
  const one = await setUpClient([json(gatewayError('Odd'), 400, { 'x-acs-retry-after': '10' })])
  expect(await failureOf(one.client)).toMatchObject({ code: 'throttled' })
  const other = await setUpClient([html(429)])
  expect(await failureOf(other.client)).toMatchObject({ code: 'throttled' })
  expect(other.client.quotaUse().throttled).toBe(1)
})

test('a token that gets no data is refused, so that the walk starts over', async () => {
  const { client } = await setUpClient([json({ RequestId: 'R1', Success: true })])
  await expect(client.listJobs({}, { size: 1, nextToken: 't' }, person)).rejects.toMatchObject({
    code: 'token-refused',
    details: { requestId: 'R1' },
  })
})

test('a look-up that is answered with another job is not believed', async () => {
  const { client } = await setUpClient([json(onePage)])
  await expect(client.listJobs({ jobId: 'two' }, { size: 1 }, person)).rejects.toMatchObject({
    code: 'unreadable-reply',
  })
})

test('after every kind of failure the slots come back', async () => {
  const handlers: Handler[] = [
    html(502),
    cut,
    encoded('br'),
    (response) => void response.socket?.resetAndDestroy(),
    json(gatewayError('Odd'), 400),
    json(onePage),
  ]
  // Time that passes only in the quota: the waits are real work for nobody.
  let monotonic = 0
  const { server, client } = await setUpClient(handlers, {
    slots: 1,
    monotonicNow: () => monotonic,
    setTimer: (callback, ms) => {
      monotonic += ms
      const timer = setImmediate(callback)
      return () => clearImmediate(timer)
    },
  })
  for (let index = 1; index < handlers.length; index += 1) await failureOf(client)
  await client.listJobs({}, { size: 1 }, person)
  expect(server.received).toHaveLength(6)
})

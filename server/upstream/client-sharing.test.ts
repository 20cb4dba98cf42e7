import { expect, test } from 'vitest'
import { type Handler, json } from './odd-server.ts'
import { failureOf, gatewayError, onePage, setUpClient } from './set-up-client.ts'

const sweep = { purpose: 'sweep' } as const
const counters = (text: string) => ({ 'X-RateLimit-User-API': text })

/** A client on time that passes only in its waits, and how to make a call and know when. */
async function setUp(...handlers: Handler[]) {
  let elapsed = 0
  const { client, server } = await setUpClient(handlers, {
    monotonicNow: () => elapsed,
    setTimer: (callback, ms) => {
      const timer = setImmediate(() => {
        elapsed += ms
        callback()
      })
      return () => clearImmediate(timer)
    },
  })
  const call = async () => {
    await client.listJobs({}, { size: 1 }, sweep)
    return elapsed
  }
  return { client, server, call }
}

test('an answer that leaves one call makes the next one wait for the window after', async () => {
  const { client, call } = await setUp(
    json(onePage, 200, counters('Limit:5,Remain:1,TimeLeft:640,Reset:1')),
    json(onePage, 200, counters('Limit:5,Remain:4,TimeLeft:1000,Reset:1')),
  )
  // With others about, three calls a second are the most.
  expect([await call(), await call(), await call()]).toEqual([0, 640, 974])
  expect(client.quotaUse()).toMatchObject({ throttled: 0, sharing: 'shared', othersPerSecond: 1.5 })
})

test('an answer without counters, or with odd ones, says nothing of others', async () => {
  const { client, call } = await setUp(
    json(onePage),
    json(onePage, 200, counters('Limit:5,Remain:-1,TimeLeft:640,Reset:1')),
    json(onePage, 200, counters('Limit:1e9,Remain:0,TimeLeft:60000')),
    json(onePage),
  )
  expect([await call(), await call(), await call(), await call()]).toEqual([0, 200, 400, 600])
  expect(client.quotaUse()).toMatchObject({ sharing: 'alone', othersPerSecond: null })
})

test('a lie stops us for 3 s and no longer', async () => {
  const { call } = await setUp(
    json(onePage, 200, counters('Limit:5,Remain:0,TimeLeft:86400000,Reset:1')),
  )
  expect([await call(), await call(), await call()]).toEqual([0, 3000, 6000])
})

test('the counters of a throttled answer tell of others too', async () => {
  const { client } = await setUp(
    json(gatewayError('Throttling.User'), 400, counters('Limit:5,Remain:0,TimeLeft:500,Reset:1')),
  )
  expect(await failureOf(client)).toMatchObject({ code: 'throttled' })
  expect(client.quotaUse()).toMatchObject({ throttled: 1, sharing: 'shared', othersPerSecond: 4 })
})

test('a provider that turns everybody away is called less, as after a throttle', async () => {
  const { client } = await setUp(json(gatewayError('ServiceUnavailable'), 503))
  expect(await failureOf(client)).toMatchObject({ code: 'upstream-failed' })
  expect(client.quotaUse()).toMatchObject({ ceiling: 2, throttled: 0, sharing: 'alone' })
})

test('a failure of another kind, or a page of a proxy, is no reason to be called less', async () => {
  const page: Handler = (response) => {
    response.writeHead(503, { 'content-type': 'text/html' })
    response.end('<html>Service Unavailable</html>')
  }
  const { client } = await setUp(json(gatewayError('InternalError'), 500), page)
  expect(await failureOf(client)).toMatchObject({ code: 'upstream-failed' })
  expect(await failureOf(client)).toMatchObject({ code: 'upstream-failed' })
  expect(client.quotaUse()).toMatchObject({ ceiling: null, pausedUntil: null })
})

test('throttled for half a minute, a page of a proxy does not end the contention; an answer does', async () => {
  const throttle = json(gatewayError('Throttling.User'), 400)
  const page: Handler = (response) => {
    response.writeHead(502, { 'content-type': 'text/html' })
    response.end('<html></html>')
  }
  const { client, call } = await setUp(...Array<Handler>(13).fill(throttle), page, json(onePage))
  for (let index = 0; index < 13; index += 1) await failureOf(client)
  expect(client.quotaUse()).toMatchObject({ sharing: 'contended', ceiling: 0.2 })
  await failureOf(client)
  expect(client.quotaUse()).toMatchObject({ sharing: 'contended' })
  await call()
  expect(client.quotaUse()).toMatchObject({ sharing: 'shared' })
})

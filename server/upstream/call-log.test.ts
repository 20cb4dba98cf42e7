import { expect, test } from 'vitest'
import { type Handler, json } from './odd-server.ts'
import { createCredentials } from './open-credentials.ts'
import { canaryKey, failureOf, gatewayError, onePage, setUpClient } from './set-up-client.ts'

const link = 'https://a.oss-cn-shanghai.aliyuncs.com/b?Signature=CanaryLink'
const none = { person: 0, active: 0, head: 0, sweep: 0 }

test('every attempt is told of, the newest first, with what it was for and what came of it', async () => {
  let elapsed = 0
  const { client } = await setUpClient(
    [
      json(onePage),
      json(gatewayError('Throttling.User'), 400),
      json({ RequestId: 'R3', Success: true, File: link }),
      json({ RequestId: 'R4', Success: true }),
    ],
    {
      now: () => Date.parse('2026-11-24T02:00:00.000Z') + elapsed,
      monotonicNow: () => elapsed,
      setTimer: (callback, ms) => {
        const timer = setImmediate(() => {
          elapsed += ms
          callback()
        })
        return () => clearImmediate(timer)
      },
    },
  )
  const walk = { purpose: 'sweep', page: 3 } as const
  await client.listJobs({ status: 'running' }, { size: 200, nextToken: 'CanaryToken' }, walk)
  await failureOf(client)
  await client.findResult('UbmsMHmkqv0PiAGx7Tq010001', { purpose: 'person' })
  const odd = client.listJobs({ jobId: 'one' }, { size: 1 }, { purpose: 'active' })
  await expect(odd).rejects.toMatchObject({ code: 'unreadable-reply' })
  const { calls, lastCalls } = client.facts()
  const list = { operation: 'ListDeviceDistributeJob', upstreamCode: null, jobs: null, page: null }
  // The last one waited for the pause after the throttle; the result did not.
  expect(lastCalls.map(({ at: _, tookMs: __, ...call }) => call)).toEqual([
    {
      ...list,
      purpose: 'active',
      parameters: 'JobId=one',
      outcome: 'unreadable-reply',
      requestId: 'R4',
    },
    {
      ...list,
      operation: 'QueryDeviceDistributeDetail',
      purpose: 'person',
      parameters: 'JobId=Ubms…0001',
      outcome: 'ok',
      requestId: 'R3',
    },
    {
      ...list,
      purpose: 'person',
      parameters: '',
      outcome: 'throttled',
      upstreamCode: 'Throttling.User',
      requestId: 'R1',
    },
    {
      ...list,
      purpose: 'sweep',
      parameters: 'Status=1',
      page: 3,
      outcome: 'ok',
      jobs: 1,
      requestId: 'R1',
    },
  ])
  expect(lastCalls.at(-1)).toMatchObject({ at: '2026-11-24T02:00:00.000Z', tookMs: 0 })
  expect(calls).toMatchObject({ throttled1h: 1, peakPerSecond1h: 2, medianMs: 0 })
  expect(calls.seconds.at(-1)).toMatchObject({
    byPurpose: { ...none, person: 2, active: 1, sweep: 1 },
    throttled: 1,
  })
  expect(JSON.stringify(client.facts())).not.toMatch(/Canary/)
})

test('an attempt that is made again is two calls', async () => {
  const keys = [
    { ...canaryKey, securityToken: 'CanaryOld' },
    { ...canaryKey, securityToken: 'CanaryNew' },
  ]
  const loadProvider = async () => {
    const key = { ...(keys.shift() ?? expect.unreachable()), providerName: 'default/ecs_ram_role' }
    return { getCredentials: async () => key }
  }
  const { client } = await setUpClient(
    [json(gatewayError('InvalidSecurityToken.Expired'), 400), json(onePage)],
    { credentials: createCredentials(null, { loadProvider }) },
  )
  await client.listJobs({}, { size: 1 }, { purpose: 'person' })
  const { lastCalls, credentials, clockOffsetMs } = client.facts()
  expect(lastCalls.map(({ outcome }) => outcome)).toEqual(['ok', 'credentials-refused'])
  expect(credentials).toEqual({
    source: 'default-chain',
    provider: 'default/ecs_ram_role',
    accessKeyId: 'LTAI••••eyId',
    kind: 'sts',
  })
  expect(Math.abs(clockOffsetMs ?? Number.NaN)).toBeLessThan(5000)
  expect(JSON.stringify(client.facts())).not.toMatch(/Canary/)
})

test('a call that never left is told of and counts for nothing', async () => {
  const { client, server } = await setUpClient([json(onePage)])
  await server.close()
  expect(await failureOf(client)).toMatchObject({ code: 'unreachable' })
  const { calls, lastCalls } = client.facts()
  expect(lastCalls).toMatchObject([{ outcome: 'unreachable', requestId: null, jobs: null }])
  expect(calls).toMatchObject({ peakPerSecond1h: 0, medianMs: null })
})

test('50 calls are kept one by one', async () => {
  const handlers = Array.from(
    { length: 60 },
    (_, n): Handler => json({ ...onePage, RequestId: `R${n}` }),
  )
  let elapsed = 0
  const { client } = await setUpClient(handlers, {
    monotonicNow: () => elapsed,
    setTimer: (callback, ms) => {
      const timer = setImmediate(() => {
        elapsed += ms
        callback()
      })
      return () => clearImmediate(timer)
    },
  })
  for (let n = 0; n < 60; n++) await client.listJobs({}, { size: 1 }, { purpose: 'head' })
  const { lastCalls } = client.facts()
  expect(lastCalls).toHaveLength(50)
  expect(lastCalls[0]?.requestId).toBe('R59')
  expect(lastCalls.at(-1)?.requestId).toBe('R10')
})

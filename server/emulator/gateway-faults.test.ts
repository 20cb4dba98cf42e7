import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { createEmulator } from './emulator.ts'
import type { Fault } from './faults.ts'
import type { Listening } from './listen.ts'
import { createPlainClient, type PlainCall, type PlainParams } from './plain-client.ts'

const emulator = createEmulator({ jobs: 40, isRateLimited: false, frozen: true })
const { faults, world } = emulator
let gateway: Listening

beforeAll(async () => {
  gateway = await emulator.listen()
})
afterAll(() => gateway.close())
afterEach(() => faults.clear())

const action = 'ListDeviceDistributeJob'
const list = (params: PlainParams = {}, call: PlainCall = {}) =>
  createPlainClient(gateway.url)(action, { PageSize: 10, ...params }, call)

test.each<{ fault: Fault; status: number; code: string }>([
  { fault: { kind: 'throttle' }, status: 400, code: 'Throttling.User' },
  { fault: { kind: 'error-500' }, status: 500, code: 'InternalError' },
  { fault: { kind: 'error-503' }, status: 503, code: 'ServiceUnavailable' },
  { fault: { kind: 'system-exception' }, status: 200, code: 'iot.system.SystemException' },
  { fault: { kind: 'access-denied' }, status: 200, code: 'iot.common.RamActionPermissionDeny' },
  {
    fault: { kind: 'security-token-expired' },
    status: 400,
    code: 'InvalidSecurityToken.Expired',
  },
])('$fault.kind answers $status with $code, and ends when it is told to', async (given) => {
  faults.set([{ ...given.fault, times: 1 }])
  const { status, json } = await list()
  expect({ status, code: json.Code }).toEqual({ status: given.status, code: given.code })
  if (status === 200) expect(json).toMatchObject({ Success: false, ErrorMessage: /./ })
  expect((await list()).json.Success).toBe(true)
})

test('throttle names the wait that it was given', async () => {
  faults.set([{ kind: 'throttle', retryAfterMs: 1234 }])
  expect((await list()).headers.get('x-acs-retry-after')).toBe('1234')
})

test.each([200, 502])('html gives a page with %i', async (status) => {
  faults.set([{ kind: 'html', status }])
  const answer = await list()
  expect(answer.status).toBe(status)
  expect(answer.headers.get('content-type')).toBe('text/html')
  expect(answer.text).toMatch(/^<html>/)
})

test('neighbour leaves to us what it does not take, for as long as it is there', async () => {
  let time = Date.parse('2026-03-04T05:06:07Z')
  const now = () => time
  const busy = createEmulator({ jobs: 1, now, faults: [{ kind: 'neighbour', callsPerSecond: 3 }] })
  const busyGateway = await busy.listen()
  const client = createPlainClient(busyGateway.url, now)
  const codes = async (count: number) => {
    const answers = []
    for (let call = 0; call < count; call += 1) answers.push(await client(action, { PageSize: 1 }))
    return answers.map(({ json }) => json.Code ?? 'ok')
  }
  expect(await codes(3)).toEqual(['ok', 'ok', 'Throttling.User'])
  busy.faults.clear()
  time += 1000
  expect(await codes(5)).toEqual(Array(5).fill('ok'))
  await busyGateway.close()
})

describe('latency', () => {
  test('makes an answer late, half before the call is judged and half after', async () => {
    faults.set([{ kind: 'latency', ms: 120 }])
    const startedAt = Date.now()
    await list()
    const judgedAt = emulator.arrivals.list().at(-1)?.at ?? 0
    expect(judgedAt - startedAt).toBeGreaterThanOrEqual(59)
    expect(Date.now() - judgedAt).toBeGreaterThanOrEqual(59)
  })
})

describe('cut-json', () => {
  test('gives half of the JSON under a length that agrees', async () => {
    const whole = (await list()).text.length
    faults.set([{ kind: 'cut-json' }])
    const answer = await fetchRaw()
    expect(Math.abs(answer.text.length - whole / 2)).toBeLessThan(whole / 4)
    expect(() => JSON.parse(answer.text)).toThrow(SyntaxError)
  })

  test.each([0, 1, 17])('cuts after exactly %i bytes', async (at) => {
    faults.set([{ kind: 'cut-json', at }])
    expect((await fetchRaw()).text).toHaveLength(at)
  })

  test.each([0, 20])(
    'ends before its length when it is to be early, after %i bytes',
    async (at) => {
      faults.set([{ kind: 'cut-json', early: true, at }])
      await expect(list()).rejects.toThrow('terminated')
    },
  )
})

describe('reset', () => {
  test('cuts the connection without an answer', async () => {
    faults.set([{ kind: 'reset' }])
    await expect(list()).rejects.toMatchObject({ cause: { code: 'ECONNRESET' } })
  })

  test.each([0, 10])('cuts it within the answer, after %i bytes', async (afterBytes) => {
    faults.set([{ kind: 'reset', afterBytes }])
    await expect(list()).rejects.toThrow(/terminated|fetch failed/)
  })
})

describe('drip', () => {
  test('sends the answer in drops, whole in the end', async () => {
    const { length } = (await list()).text
    faults.set([{ kind: 'drip', bytes: Math.ceil(length / 4), everyMs: 10 }])
    expect((await list()).json.Success).toBe(true)
  })

  test('outlives a client that has had enough', async () => {
    faults.set([{ kind: 'drip' }])
    await expect(list({}, { signal: AbortSignal.timeout(50) })).rejects.toThrow('timeout')
    faults.clear()
    expect((await list()).json.Success).toBe(true)
  })
})

test('hang gives no answer, also after it is cleared, and does not keep the emulator open', async () => {
  const other = createEmulator({ jobs: 1, faults: [{ kind: 'hang' }] })
  const otherGateway = await other.listen()
  const client = createPlainClient(otherGateway.url)
  const hanging = client(action, { PageSize: 1 })
  const outcome = hanging.then(
    () => 'answered',
    () => 'cut',
  )
  await expect.poll(() => other.arrivals.list()).toHaveLength(1)
  other.faults.clear()
  expect((await client(action, { PageSize: 1 })).json.Success).toBe(true)
  expect(await Promise.race([outcome, Promise.resolve('still waiting')])).toBe('still waiting')
  await otherGateway.close()
  expect(await outcome).toBe('cut')
})

test('next-token-expired refuses tokens and nothing else', async () => {
  const { NextToken } = (await list()).json.Data
  faults.set([{ kind: 'next-token-expired' }])
  expect((await list()).json.Success).toBe(true)
  expect((await list({ NextToken })).json.Code).toBe('iot.common.InvalidPageParams')
})

test('repeat-token gives the same token again, and so the same page', async () => {
  const { NextToken } = (await list()).json.Data
  faults.set([{ kind: 'repeat-token' }])
  const again = (await list({ NextToken })).json.Data
  expect(again.NextToken).toBe(NextToken)
  expect((await list({ NextToken: again.NextToken })).json.Data).toEqual(again)
})

test('lone-object gives an object for a list of one and null for none', async () => {
  faults.set([{ kind: 'lone-object' }])
  const one = (await list({ JobId: world.all()[9]?.jobId ?? '' })).json.Data.JobInfo.items
  expect(one).toMatchObject({ JobId: world.all()[9]?.jobId })
  expect((await list({ JobId: 'none' })).json.Data.JobInfo).toEqual({ items: null })
  expect((await list()).json.Data.JobInfo.items).toHaveLength(10)
})

test('unknown-status gives some jobs a status of no document, always the same', async () => {
  faults.set([{ kind: 'unknown-status' }])
  const page = async (params: PlainParams) => (await list({ PageSize: 40, ...params })).json
  const items: { JobId: string; Status: number }[] = (await page({})).Data.JobInfo.items
  const odd = items.filter(({ Status }) => Status === 7)
  expect(odd.length).toBeGreaterThan(2)
  expect(odd.length).toBeLessThan(20)
  expect((await page({ JobId: odd[0]?.JobId ?? '' })).Data.JobInfo.items[0].Status).toBe(7)
  const completed = (await page({ Status: 2 })).Data.JobInfo.items
  expect(new Set(completed.map(({ Status }: { Status: number }) => Status))).toEqual(new Set([2]))
})

test('needs-instance and the option of it refuse calls without the right instance', async () => {
  const wrong = { Success: false, Code: 'iot.Sre.IotInstanceNotFound' }
  faults.set([{ kind: 'needs-instance', instanceId: 'iot-right' }])
  expect((await list()).json).toMatchObject(wrong)
  expect((await list({ IotInstanceId: 'iot-wrong' })).json).toMatchObject(wrong)
  expect((await list({ IotInstanceId: 'iot-right' })).json.Success).toBe(true)

  const strict = createEmulator({ jobs: 1, requiredInstance: 'iot-right' })
  const strictGateway = await strict.listen()
  const client = createPlainClient(strictGateway.url)
  expect((await client(action, { PageSize: 1 })).json).toMatchObject(wrong)
  const params = { PageSize: 1, IotInstanceId: 'iot-right' }
  expect((await client(action, params, { place: 'form' })).json.Success).toBe(true)
  await strictGateway.close()
})

/** The body as it comes, without parsing it. */
async function fetchRaw() {
  return list({}, { scheme: 'v1', changed: { Format: 'XML' } })
}

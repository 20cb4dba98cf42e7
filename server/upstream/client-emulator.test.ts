import { expect, onTestFinished, test } from 'vitest'
import { createEmulator, defaultKey, type EmulatorOptions } from '../emulator/emulator.ts'
import type { Fault } from '../emulator/faults.ts'
import type { ErrorCode } from '../errors.ts'
import type { SourceQuery } from '../jobs/job-source.ts'
import { createUpstream, type Upstream, type UpstreamOptions } from './client.ts'
import { createCredentials } from './open-credentials.ts'

const sweep = { purpose: 'sweep' } as const

/** A client on an emulator, both on real time. */
async function setUpReal(
  emulatorOptions: EmulatorOptions = {},
  clientOptions: Partial<UpstreamOptions> = {},
) {
  const emulator = createEmulator({ frozen: true, ...emulatorOptions })
  const listening = await emulator.listen()
  const client = createUpstream({
    endpoint: new URL(listening.url),
    iotInstanceId: null,
    credentials: createCredentials(defaultKey),
    slots: 4,
    ...clientOptions,
  })
  onTestFinished(async () => {
    await client.close()
    await listening.close()
  })
  return { emulator, client }
}

/** The same on a clock that both share and that only the quota's waits move on. */
function setUp(
  emulatorOptions: EmulatorOptions = {},
  clientOptions: Partial<UpstreamOptions> = {},
) {
  const startedAt = Date.now()
  let elapsed = 0
  const now = () => startedAt + elapsed
  const time = {
    now,
    monotonicNow: () => elapsed,
    setTimer: (callback: () => void, ms: number) => {
      const timer = setImmediate(() => {
        elapsed += ms
        callback()
      })
      return () => clearImmediate(timer)
    },
  }
  return setUpReal({ now, ...emulatorOptions }, { ...time, ...clientOptions })
}

async function walk(client: Upstream, query: SourceQuery = {}): Promise<string[]> {
  const jobIds: string[] = []
  let nextToken: string | undefined
  do {
    const page = await client.listJobs(query, { size: 200, nextToken }, sweep)
    jobIds.push(...page.jobs.map(({ jobId }) => jobId))
    nextToken = page.nextToken ?? undefined
  } while (nextToken !== undefined)
  return jobIds
}

const failure = (client: Upstream, nextToken?: string) =>
  client.listJobs({}, { size: 200, nextToken }, sweep).then(
    () => null,
    (error: { code: ErrorCode }) => error.code,
  )

test('asks for a page by its number, and for the jobs of a product or of an account', async () => {
  const { client } = await setUp({ jobs: 1000 })
  const all = await walk(client)
  const second = await client.listJobs({}, { size: 200, number: 2 }, sweep)
  expect(second.jobs.map(({ jobId }) => jobId)).toEqual(all.slice(200, 400))
  const { jobs } = await client.listJobs({}, { size: 200 }, sweep)
  for (const key of ['productKey', 'targetUid'] as const) {
    const values = [...new Set(jobs.map((job) => job[key]))]
    const lists = []
    for (const value of values) lists.push(await walk(client, { [key]: value }))
    const [value, list] = [values[0], lists[0] ?? []]
    expect(list.length).toBeLessThan(1000)
    const page = await client.listJobs({ [key]: value ?? '' }, { size: 200 }, sweep)
    expect(new Set(page.jobs.map((job) => job[key]))).toEqual(new Set([value]))
    expect(page.jobCount).toBe(list.length)
    expect(all).toEqual(expect.arrayContaining(lists.flat()))
  }
})

test('walks every job once, and the gateway sees no full second', async () => {
  const { emulator, client } = await setUpReal({ jobs: 1590 })
  const jobIds = await walk(client)
  expect(new Set(jobIds).size).toBe(1590)
  expect(jobIds).toHaveLength(1590)
  const { calls, throttled, maxPerSlidingSecond } = emulator.arrivals.report()
  expect({ calls, throttled }).toEqual({ calls: 8, throttled: 0 })
  expect(maxPerSlidingSecond).toBeLessThanOrEqual(4)
})

test('with parallel callers and jitter there are never more than five arrivals in a second', async () => {
  const { emulator, client } = await setUpReal({ jobs: 100, jitterMs: 250 }, { slots: 5 })
  const calls = Array.from({ length: 12 }, () => client.listJobs({}, { size: 1 }, sweep))
  await Promise.all(calls)
  const { throttled, maxPerSlidingSecond } = emulator.arrivals.report()
  expect(throttled).toBe(0)
  expect(maxPerSlidingSecond).toBeLessThanOrEqual(5)
})

test('lists by status, and finds a job by its id', async () => {
  const { client } = await setUp({ jobs: 1000 })
  const all = await client.listJobs({}, { size: 200 }, sweep)
  expect(all).toMatchObject({ jobCount: 1000, unreadable: 0 })
  const job = all.jobs[100] ?? expect.unreachable()
  expect(job).toMatchObject({ sourceUid: expect.stringMatching(/^\d+$/) })
  const found = await client.listJobs({ jobId: job.jobId }, { size: 1 }, sweep)
  expect(found.jobs).toEqual([job])
  const running = await client.listJobs({ status: 'running' }, { size: 200 }, sweep)
  expect(new Set(running.jobs.map(({ status }) => status))).toEqual(new Set(['running']))
  const gone = await client.listJobs({ jobId: 'never' }, { size: 1 }, sweep)
  expect(gone.jobs).toEqual([])
})

test.each<[Fault, ErrorCode | null]>([
  [{ kind: 'latency', ms: 50 }, null],
  [{ kind: 'throttle', retryAfterMs: 3000 }, 'throttled'],
  [{ kind: 'throttle' }, 'throttled'],
  [{ kind: 'error-500' }, 'upstream-failed'],
  [{ kind: 'error-503' }, 'upstream-failed'],
  [{ kind: 'system-exception' }, 'upstream-failed'],
  [{ kind: 'html' }, 'upstream-failed'],
  [{ kind: 'html', status: 200 }, 'unreadable-reply'],
  [{ kind: 'cut-json' }, 'unreadable-reply'],
  [{ kind: 'cut-json', at: 0 }, 'unreadable-reply'],
  [{ kind: 'cut-json', early: true }, 'unreadable-reply'],
  [{ kind: 'drip' }, 'timed-out'],
  [{ kind: 'reset' }, 'unreachable'],
  [{ kind: 'reset', afterBytes: 100 }, 'unreadable-reply'],
  [{ kind: 'hang' }, 'timed-out'],
  [{ kind: 'security-token-expired' }, 'credentials-refused'],
  [{ kind: 'next-token-expired' }, 'token-refused'],
  [{ kind: 'lone-object' }, null],
  [{ kind: 'unknown-status', share: 1 }, null],
  [{ kind: 'needs-instance', instanceId: 'iot-other' }, 'instance-refused'],
  [{ kind: 'access-denied' }, 'permission-denied'],
])('%j ends in %s, and the next call is well', async (fault, code) => {
  const { emulator, client } = await setUp({ jobs: 500 }, { deadlineMs: 800 })
  const first = await client.listJobs({}, { size: 200 }, sweep)
  emulator.faults.set([fault])
  expect(await failure(client, first.nextToken ?? '')).toBe(code)
  emulator.faults.clear()
  expect(await failure(client, first.nextToken ?? '')).toBeNull()
})

test('a status that no document knows stays as it is', async () => {
  const { emulator, client } = await setUp({ jobs: 50 })
  emulator.faults.set([{ kind: 'unknown-status', status: 9, share: 1 }])
  const { jobs } = await client.listJobs({}, { size: 200 }, sweep)
  expect(new Set(jobs.map(({ status }) => status))).toEqual(new Set(['unknown-9']))
})

test('a lone object for a list is the same job', async () => {
  const { emulator, client } = await setUp({ jobs: 50 })
  const asList = await client.listJobs({}, { size: 1 }, sweep)
  emulator.faults.set([{ kind: 'lone-object' }])
  const alone = await client.listJobs({}, { size: 1 }, sweep)
  expect(alone.jobs).toEqual(asList.jobs)
})

test('the instance that the gateway demands is sent', async () => {
  const withIt = await setUp({ requiredInstance: 'iot-060a' }, { iotInstanceId: 'iot-060a' })
  expect(await failure(withIt.client)).toBeNull()
  const without = await setUp({ requiredInstance: 'iot-060a' })
  expect(await failure(without.client)).toBe('instance-refused')
})

test.each([
  [{ accessKeyId: 'nobody', accessKeySecret: 'x' }],
  [{ ...defaultKey, accessKeySecret: 'wrong' }],
])('the gateway refuses %j', async (key) => {
  const { client } = await setUp({}, { credentials: createCredentials(key) })
  expect(await failure(client)).toBe('credentials-refused')
})

test('credentials that rotate at the gateway are not noticed', async () => {
  let turn = 0
  const keyOf = (token: string) => ({ ...defaultKey, securityToken: token })
  const loadProvider = async () => {
    turn += 1
    const key = keyOf(`token ${turn}`)
    return { getCredentials: async () => key }
  }
  const { emulator, client } = await setUp(
    { keys: [keyOf('token 1')] },
    { credentials: createCredentials(null, { loadProvider }) },
  )
  for (let expiry = 1; expiry <= 20; expiry += 1) {
    emulator.keys.replace([keyOf(`token ${expiry}`)])
    expect(await failure(client)).toBeNull()
  }
  expect(turn).toBe(20)
})

test.each([-20, 20, 12 * 60])('a clock that is %i minutes off is no matter', async (minutes) => {
  const shifted = () => Date.now() + minutes * 60_000
  const { emulator, client } = await setUpReal({ jobs: 10 }, { now: shifted })
  expect(await failure(client)).toBeNull()
  expect(await failure(client)).toBeNull()
  // One refusal taught the time.
  expect(emulator.arrivals.report().calls).toBe(3)
})

test('beside a greedy neighbour throttles stay rare, and the end of it is noticed in 5 s', async () => {
  const { emulator, client } = await setUp({ jobs: 10 })
  emulator.faults.set([{ kind: 'neighbour', callsPerSecond: 10 }])
  for (let index = 0; index < 20; index += 1) await failure(client)
  expect(client.quotaUse().ceiling).toBeLessThanOrEqual(0.5)
  emulator.faults.clear()
  const page = await client.listJobs({}, { size: 1 }, sweep)
  const next = await client.listJobs({}, { size: 1 }, sweep)
  expect(next.sentAtMs - page.sentAtMs).toBeLessThanOrEqual(4000)
  const { calls, throttled } = emulator.arrivals.report()
  expect(throttled).toBeGreaterThan(0)
  expect(throttled).toBeLessThan(calls)
})

import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { Worker } from 'node:worker_threads'
import { expect, type TestContext, test } from 'vitest'
import { callPurposes } from '../jobs/job-source.ts'
import { proofRuns } from '../testing/proof-runs.ts'
import { createUpstream } from './client.ts'
import { createCredentials } from './open-credentials.ts'
import { createQuota } from './quota.ts'
import { canaryKey } from './set-up-client.ts'
import type { Delays, StrictReport } from './strict-server.ts'
import { createTransport } from './transport.ts'

const seconds = proofRuns({ short: 60, long: 600 })
const timeoutMs = (seconds + 30) * 1000
/** So many callers wait at any time that no slot is ever left free. */
const callers = 8

/** A server of its own for one test, in a thread of its own, so that its clock is nobody else's. */
async function startStrictServer(delays: Delays, { onTestFinished }: TestContext) {
  const worker = new Worker(new URL('./strict-server.ts', import.meta.url), { workerData: delays })
  onTestFinished(async () => {
    await worker.terminate()
  })
  const next = async () => ((await once(worker, 'message')) as [StrictReport])[0]
  const { port } = await next()
  return {
    endpoint: new URL(`http://127.0.0.1:${port}`),
    report() {
      worker.postMessage('report')
      return next()
    },
  }
}

type Call = (index: number, signal: AbortSignal) => Promise<unknown>

/** Calls at full demand until it is ended; gives how many calls failed meanwhile. */
function demand(call: Call) {
  const stop = new AbortController()
  let failures = 0
  let made = 0
  const running = Array.from({ length: callers }, async () => {
    while (!stop.signal.aborted) {
      made += 1
      await call(made, stop.signal).catch(() => {
        if (!stop.signal.aborted) failures += 1
      })
    }
  })
  return async () => {
    stop.abort(new Error('the test is over'))
    await Promise.all(running)
    return failures
  }
}

const purposeOf = (index: number) => callPurposes[index % callPurposes.length] ?? 'sweep'

type Mutation = {
  readonly slots?: number
  readonly marginMs?: number
  readonly releaseAtSend?: boolean
}

/** The quota on real connections and real time, whole or spoilt. */
function createCall(
  endpoint: URL,
  { onTestFinished }: TestContext,
  { slots = 5, releaseAtSend, ...margin }: Mutation = {},
): Call {
  const quota = createQuota({
    slots,
    ...margin,
    now: Date.now,
    monotonicNow: () => performance.now(),
    setTimer(callback, ms) {
      const timer = setTimeout(callback, ms)
      return () => clearTimeout(timer)
    },
    random: Math.random,
  })
  const transport = createTransport({ endpoint, deadlineMs: 4000, mostBytes: 10_000 })
  onTestFinished(() => transport.close())
  const request = { search: '', headers: {}, body: '' }
  return (index, signal) =>
    quota.run(purposeOf(index), signal, (sending) => {
      if (releaseAtSend) sending.answered()
      return transport.post(request, signal, sending)
    })
}

function createClientCall(endpoint: URL, { onTestFinished }: TestContext): Call {
  const credentials = createCredentials(canaryKey)
  const client = createUpstream({ endpoint, iotInstanceId: null, credentials, slots: 5 })
  onTestFinished(() => client.close())
  return (index, signal) => client.listJobs({}, { size: 1 }, { purpose: purposeOf(index), signal })
}

test.concurrent.for<{
  name: string
  delays: Delays
  create: (endpoint: URL, context: TestContext) => Call
}>([
  { name: 'the client', delays: 'uniform', create: createClientCall },
  { name: 'the quota', delays: 'adverse', create: createCall },
])(
  '$name at full demand never has more than five calls counted in a second ($delays delays)',
  { timeout: timeoutMs },
  async ({ delays, create }, context) => {
    const server = await startStrictServer(delays, context)
    const end = demand(create(server.endpoint, context))
    await sleep(seconds * 1000)
    const failures = await end()
    const { calls, worstWindow, worstSecond } = await server.report()
    await context.annotate(
      `${calls} calls, ${(calls / seconds).toFixed(2)} a second; at most ${worstWindow}`,
    )
    expect(Math.max(worstWindow, worstSecond)).toBeLessThanOrEqual(5)
    // Five slots, each for a second and the quarter of one that an answer takes, on a busy machine.
    expect(calls / seconds).toBeGreaterThan(2.5)
    expect(failures / calls).toBeLessThan(0.05)
  },
)

// A limiter's test that cannot fail proves nothing.
test.concurrent.for<{ name: string; mutation: Mutation }>([
  { name: 'a slot is freed at the send', mutation: { releaseAtSend: true } },
  { name: 'there are six slots', mutation: { slots: 6 } },
  { name: 'a slot is freed 50 ms early', mutation: { marginMs: -50 } },
])('the server notices when $name', { timeout: timeoutMs }, async ({ mutation }, context) => {
  const server = await startStrictServer('adverse', context)
  const end = demand(createCall(server.endpoint, context, mutation))
  let report = await server.report()
  for (let waited = 0; waited < 60_000 && report.worstWindow <= 5; waited += 250) {
    await sleep(250)
    report = await server.report()
  }
  await end()
  await context.annotate(`after ${report.calls} calls`)
  expect(report.worstWindow).toBeGreaterThan(5)
})

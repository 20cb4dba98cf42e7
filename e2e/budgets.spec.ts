import { expect, test } from '@playwright/test'
import type { Clock } from '../server/clock.ts'
import type { JobSource } from '../server/jobs/job-source.ts'
import { steadyPace } from '../server/sync/pace.ts'
import { type HouseOptions, startMirrored } from './bench/a-house.ts'
import { startBarePage } from './bench/bare-page.ts'
import { measureBff } from './bench/bff.ts'
import { judge } from './bench/budgets.ts'
import type { Figure } from './bench/figures.ts'
import { type FirstSyncOptions, syncVirtually } from './bench/first-sync.ts'
import { type Held, held, longJobs, smallJobs } from './bench/held.ts'
import { ourRow, visitFigures } from './bench/page.ts'
import { measureMemory, measureStart } from './bench/start.ts'
import { syncFigures } from './bench/upstream.ts'
import { visitOften } from './bench/visits.ts'
import { findChromium } from './find-chromium.ts'
import { tell } from './proof.ts'

/*
 * What `npm run bench` measures, small and quick, held against limits that a busy machine does not
 * reach; and each limit is crossed by a change for the worse, else it would hold nothing.
 */
test.describe.configure({ mode: 'default', timeout: 120_000 })

function expectHeld(budget: Held, figures: readonly Figure[]) {
  const { kind, value } = judge(budget, figures)
  const { what, usual, goal, unit } = budget
  tell(`${what}: ${value?.toPrecision(3)} ${unit} (usually ${usual}, allowed ${goal})`)
  expect(kind, `${what}: ${value}`).toBe('met')
}

/** The figures are there, and too bad: a figure that is not there is no catch. */
function expectCaught(budget: Held, figures: readonly Figure[]) {
  const { kind, value } = judge(budget, figures)
  expect(kind, `${budget.what}, made worse: ${value}`).toBe('missed')
}

type Spoil = (source: JobSource, clock: Clock) => JobSource

type Worse = Pick<FirstSyncOptions, 'spoil' | 'isUnpaced' | 'pace'>

async function syncOnce(latencyMs: number, worse: Worse = {}, jobs = smallJobs) {
  const sync = await syncVirtually({ jobs, latencyMs, ...worse })
  return syncFigures(jobs, latencyMs, sync)
}

/** Every call waits before it is made, or brings only so many jobs. */
const slower: Spoil = (source, clock) => ({
  ...source,
  listJobs: async (query, page, call) => {
    await clock.wait(500, call.signal ?? new AbortController().signal)
    return source.listJobs(query, page, call)
  },
})
const smaller: Spoil = (source) => ({
  ...source,
  listJobs: (query, { size, ...page }, call) =>
    source.listJobs(query, { size: Math.min(100, size), ...page }, call),
})

/** It cannot be seen how long an answer takes, so that one page waits for the other. */
const blind: Spoil = (source) => ({
  ...source,
  async listJobs(...call) {
    const reply = await source.listJobs(...call)
    return { ...reply, sentAtMs: reply.receivedAtMs }
  },
})
/** The cycle comes five times as often while the list is being read. */
const restless = { ...steadyPace, cycleWhileFillingMs: 6000 }

test('the first sync keeps near the limit, with hardly a call more than it needs', async () => {
  const at80 = await syncOnce(80)
  expectHeld(held.syncAt80, at80)
  expectHeld(held.calls, at80)
  expectHeld(held.throttles, at80)
  expectHeld(held.syncAt400, await syncOnce(400))
  expectCaught(held.syncAt80, await syncOnce(80, { spoil: slower }))
  expectCaught(held.syncAt400, await syncOnce(400, { spoil: blind }))
  expectCaught(held.calls, await syncOnce(80, { spoil: smaller }))
  expectCaught(held.throttles, await syncOnce(80, { isUnpaced: true }))
})

test('and so does that of a list too long for page numbers, far away', async () => {
  const figures = await syncOnce(400, {}, longJobs)
  expectHeld(held.syncLong, figures)
  expectHeld(held.callsLong, figures)
  expectCaught(held.syncLong, await syncOnce(400, { spoil: blind }, longJobs))
  expectCaught(held.callsLong, await syncOnce(400, { pace: restless }, longJobs))
})

const asked = ['list', 'facets', 'text search', 'throughput'] as const

const serve = (spoiltByMs: number) =>
  measureBff({
    jobs: smallJobs,
    seconds: 1,
    turns: 2,
    times: 5,
    only: asked,
    spoiltByMs,
    say: () => {},
  })

test('the server answers within a few times what a bare one needs, while a walk writes', async () => {
  const limits = [held.list, held.facets, held.search, held.throughput]
  const figures = await serve(0)
  for (const limit of limits) expectHeld(limit, figures)
  const worse = await serve(60)
  for (const limit of limits) expectCaught(limit, worse)
})

/** Code that the product's process runs before its own. */
const before = (code: string) => ({
  NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(code)}`,
})

async function startOnce(times: number, env: HouseOptions['env'] = {}) {
  const house = await startMirrored({ jobs: smallJobs, env })
  try {
    const memory = await measureMemory(house, smallJobs, 4)
    return [memory, ...(await measureStart(house, smallJobs, times))]
  } finally {
    await house.stop()
  }
}

test('it starts with as little work as it did, and takes no more memory', async () => {
  const figures = await startOnce(3)
  expectHeld(held.start, figures)
  expectHeld(held.memory, figures)
  const waste = 'globalThis.wasted = Buffer.alloc(80e6, 1); '
  const dawdle = 'while (process.cpuUsage().user < 2e6);'
  const worse = await startOnce(1, before(waste + dawdle))
  expectCaught(held.start, worse)
  expectCaught(held.memory, worse)
})

test('the first row is there soon (what it weighs is for weight.spec.ts)', async () => {
  const { path } = findChromium(process.env, tell)
  const bare = await startBarePage()
  const house = await startMirrored({ jobs: smallJobs })
  try {
    await bare.serve(50)
    const floor = await visitOften(path, bare.site, 3)
    const site = { url: `${house.main().url}/jobs`, row: ourRow }
    const figures = async (times: number, slowedBy: number) =>
      visitFigures(await visitOften(path, site, times, slowedBy), smallJobs, '', floor)
    expectHeld(held.firstRow, await figures(2, 1))
    expectCaught(held.firstRow, await figures(1, 20))
  } finally {
    await Promise.all([house.stop(), bare.stop()])
  }
})

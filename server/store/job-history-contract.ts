import { expect, test } from 'vitest'
import type { JobStatus } from '../jobs/job.ts'
import type { JobStore } from '../jobs/job-store.ts'
import { aJob } from '../testing/a-job.ts'
import { aLook, at, start } from './a-look.ts'
import type { MakeStore } from './make-store.ts'
import { openStore } from './make-store.ts'

/** What is told of a job's past, in which order looks may come, and which job it is the past of. */
export function jobHistoryContract(makeStore: MakeStore): void {
  changeContract(makeStore)
  crossingContract(makeStore)
  anotherJobContract(makeStore)
  settledContract(makeStore)
}

function changeContract(makeStore: MakeStore): void {
  test('every change of status is told with the two looks that it lies between', async () => {
    const store = await openStore(makeStore)
    await store.applyPage(aLook(0, [aJob({ status: 'initializing' })]))
    await store.applyPage(aLook(3, [aJob({ status: 'initializing' })]))
    await store.applyPage(aLook(6, [aJob({ status: 'running' })]))
    await store.applyPage(aLook(9, [aJob({ status: 'running', deviceCount: 5 })]))
    await store.applyPage(aLook(12, [aJob({ status: 'completed' })]))
    expect(await store.findJob(aJob().jobId)).toMatchObject({
      job: { statusSince: { after: at(9), before: at(12.5) }, firstSeenAt: at(0.5) },
      transitions: [
        { from: null, to: 'initializing', after: null, before: at(0.5) },
        { from: 'initializing', to: 'running', after: at(3), before: at(6.5) },
        { from: 'running', to: 'completed', after: at(9), before: at(12.5) },
      ],
    })
  })

  test('a step backwards is kept like any other', async () => {
    const store = await openStore(makeStore)
    await store.applyPage(aLook(0, [aJob({ status: 'completed' })]))
    await store.applyPage(aLook(1, [aJob({ status: 'running' })]))
    await store.applyPage(aLook(2, [aJob({ status: 'completed' })]))
    const found = await store.findJob(aJob().jobId)
    const steps = found?.transitions.map(({ from, to }) => [from, to])
    expect(steps).toEqual([
      [null, 'completed'],
      ['completed', 'running'],
      ['running', 'completed'],
    ])
  })

  test('initializing and running jobs are active, an unknown status is not', async () => {
    const store = await openStore(makeStore)
    const statuses = ['completed', 'unknown-7', 'running', 'interrupted', 'initializing'] as const
    await store.applyPage(
      aLook(
        0,
        statuses.map((status) => aJob({ jobId: status, status })),
      ),
    )
    await store.applyPage(aLook(0, [aJob({ jobId: 'elsewhere' })], 'other'))
    const active = async () => [...(await store.activeJobIds('main'))].sort()
    expect(await active()).toEqual(['initializing', 'running'])
    await store.applyPage(aLook(1, [aJob({ jobId: 'running', status: 'completed' })]))
    expect(await active()).toEqual(['initializing'])
  })
}

/** Of the one job, in a call sent and answered at these milliseconds. */
function see(store: JobStore, sent: number, received: number, status: JobStatus) {
  const jobs = [aJob({ status })]
  const moments = { sentAtMs: start + sent, receivedAtMs: start + received }
  return store.applyPage({ connection: 'main', ...moments, jobs })
}

async function stepsOf(store: JobStore) {
  const found = await store.findJob(aJob().jobId)
  return found?.transitions.map(({ from, to }) => [from, to])
}

function crossingContract(makeStore: MakeStore): void {
  test('of looks under way at one time that disagree the first to come stands, until the next', async () => {
    const store = await openStore(makeStore)
    await see(store, -1000, -900, 'initializing')
    // It began to run at 325: the page that was sent first was looked up last.
    await see(store, 0, 380, 'running')
    expect(await see(store, 200, 390, 'initializing')).toMatchObject({ changed: 0, undecided: 1 })
    expect((await store.findJob(aJob().jobId))?.job).toMatchObject({ confirmedAt: at(0) })
    await see(store, 400, 500, 'running')
    await see(store, 600, 700, 'completed')
    expect((await store.findJob(aJob().jobId))?.transitions).toEqual([
      { from: null, to: 'initializing', after: null, before: at(-0.9) },
      { from: 'initializing', to: 'running', after: at(-1), before: at(0.38) },
      { from: 'running', to: 'completed', after: at(0.4), before: at(0.7) },
    ])
  })

  test('so it is with looks sent in the same millisecond, and with the first two of all', async () => {
    const store = await openStore(makeStore)
    await see(store, 100.7, 180, 'running')
    expect(await see(store, 100.2, 190, 'initializing')).toMatchObject({ undecided: 1 })
    expect(await stepsOf(store)).toEqual([[null, 'running']])
  })

  test('a look sent as the last one came back decides, however long the two before took', async () => {
    const store = await openStore(makeStore)
    await see(store, 0, 500, 'running')
    await see(store, 400, 900, 'running')
    expect(await see(store, 899, 950, 'completed')).toMatchObject({ undecided: 1 })
    expect(await see(store, 900, 950, 'completed')).toMatchObject({ changed: 1 })
    expect(await stepsOf(store)).toEqual([
      [null, 'running'],
      ['running', 'completed'],
    ])
  })

  test('a look that agrees with a longer one confirms, and both are to be waited for', async () => {
    const store = await openStore(makeStore)
    await see(store, 0, 900, 'running')
    await see(store, 400, 950, 'running')
    expect((await store.findJob(aJob().jobId))?.job.confirmedAt).toBe(at(0.4))
    expect(await see(store, 920, 990, 'completed')).toMatchObject({ undecided: 1 })
  })
}

function anotherJobContract(makeStore: MakeStore): void {
  const first = aJob({ status: 'completed', createdAt: at(-60) })
  const second = aJob({ status: 'completed', createdAt: at(100) })

  test('an id that another job has now begins a new life, also with the same status', async () => {
    const store = await openStore(makeStore)
    await store.applyPage(aLook(0, [first]))
    await store.applyPage(aLook(90, [first]))
    expect(await store.applyPage(aLook(120, [second]))).toMatchObject({ changed: 1 })
    await store.applyPage(aLook(130, [{ ...second, status: 'running' }]))
    expect(await store.findJob(first.jobId)).toMatchObject({
      job: { firstSeenAt: at(0.5), statusSince: { after: at(120), before: at(130.5) } },
      transitions: [
        { from: null, to: 'completed', after: null, before: at(0.5) },
        { from: null, to: 'completed', after: at(90), before: at(120.5) },
        { from: 'completed', to: 'running', after: at(120), before: at(130.5) },
      ],
    })
  })

  test('a moment of creation that comes and goes is the same life', async () => {
    const store = await openStore(makeStore)
    const unsaid = { ...first, createdAt: null }
    for (const [n, job] of [first, unsaid, first, unsaid].entries()) {
      await store.applyPage(aLook(n, [job]))
    }
    expect(await stepsOf(store)).toEqual([[null, 'completed']])
  })
}

function settledContract(makeStore: MakeStore): void {
  const record = (asOf: string | null) => ({ current: null, last: null, asOf })

  test('the moment of the last settled look is that of the record, each connection its own', async () => {
    const store = await openStore(makeStore)
    expect(await store.lastSettledAt('main')).toBeNull()
    await store.applyPage(aLook(0, [aJob()]), record(null))
    expect(await store.lastSettledAt('main')).toBeNull()
    await store.applyPage(aLook(1, [aJob()]), record(at(1)))
    await store.applyPage(aLook(2, [aJob()]), record(at(2)))
    expect(await store.lastSettledAt('main')).toBe(at(2))
    expect(await store.lastSettledAt('other')).toBeNull()
  })

  test('a gap and how far the sync has come are kept together', async () => {
    const store = await openStore(makeStore)
    await store.recordGap('main', { after: at(1), before: at(50) }, record(at(49)))
    expect(await store.readSync('main')).toEqual(record(at(49)))
    await store.recordGap('main', { after: at(60), before: at(99) })
    expect(await store.readSync('main')).toEqual(record(at(49)))
  })
}

import { expect, test } from 'vitest'
import type { JobFilter } from '../jobs/job-filter.ts'
import { defaultSort } from '../jobs/job-filter.ts'
import type { JobStore } from '../jobs/job-store.ts'
import { aJob } from '../testing/a-job.ts'
import { aLook, at, aWalk, start } from './a-look.ts'
import type { MakeStore } from './make-store.ts'
import { openStore } from './make-store.ts'

/** When a job is missing, what that shows, and what undoes it. */
export function jobAbsenceContract(makeStore: MakeStore): void {
  countingContract(makeStore)
  confirmingContract(makeStore)
  showingContract(makeStore)
}

const ms = (second: number) => start + second * 1000
const doubtful = (store: JobStore, limit = 9) => store.doubtfulJobIds('main', limit)

async function listIds(store: JobStore, filter: JobFilter) {
  const page = await store.listJobs({ filter, sort: defaultSort, pageSize: 200 })
  expect(page.jobCount).toBe(page.jobs.length)
  return page.jobs.map((job) => job.jobId)
}

/** `gone` is missing from second 50 on, `here` was never in doubt. */
async function storeWithMissing(makeStore: MakeStore) {
  const store = await openStore(makeStore)
  const [gone, here] = [aJob({ jobId: 'gone' }), aJob({ jobId: 'here', status: 'completed' })]
  await store.applyPage(aLook(0, [gone, here]))
  for (const second of [10, 30]) {
    await store.applyPage(aLook(second + 1, [here]))
    await store.noteAbsences('main', aWalk(second, second + 2))
  }
  expect(await doubtful(store)).toEqual(['gone'])
  expect(await store.confirmAbsence('main', 'gone', ms(50))).toBe(true)
  return { store, gone, here }
}

function countingContract(makeStore: MakeStore): void {
  test('a job that two walks in a row did not list is in doubt, one that was seen is not', async () => {
    const store = await openStore(makeStore)
    await store.applyPage(aLook(0, [aJob({ jobId: 'a' }), aJob({ jobId: 'b' })]))
    await store.noteAbsences('main', aWalk(10, 12))
    expect(await doubtful(store)).toEqual([])
    await store.applyPage(aLook(15, [aJob({ jobId: 'b' })]))
    await store.noteAbsences('main', aWalk(20, 22))
    expect(await doubtful(store)).toEqual(['a'])
    await store.noteAbsences('main', aWalk(30, 32))
    expect(await doubtful(store)).toEqual(['a', 'b'])
    expect(await store.doubtfulJobIds('main', 1)).toEqual(['a'])
    expect(await store.doubtfulJobIds('other', 9)).toEqual([])
    await store.applyPage(aLook(33, [aJob({ jobId: 'a' })]))
    expect(await doubtful(store)).toEqual(['b'])
  })

  test('a job that was seen at the very start of a walk was on it', async () => {
    const store = await openStore(makeStore)
    await store.applyPage(aLook(10, [aJob()]))
    await store.noteAbsences('main', aWalk(10, 12))
    await store.noteAbsences('main', aWalk(10, 13))
    expect(await doubtful(store)).toEqual([])
  })

  const meaningless = [
    { name: 'that is not settled', walk: { ...aWalk(30, 32), isSettled: false } },
    { name: 'that was told of before', walk: aWalk(10, 12) },
    { name: 'that ended before it began', walk: aWalk(30, 9) },
  ]
  for (const { name, walk } of meaningless) {
    test(`a walk ${name} means nothing`, async () => {
      const store = await openStore(makeStore)
      await store.applyPage(aLook(0, [aJob()]))
      await store.noteAbsences('main', aWalk(10, 12))
      await store.noteAbsences('main', walk)
      expect(await doubtful(store)).toEqual([])
      await store.noteAbsences('main', aWalk(40, 42))
      expect(await doubtful(store)).toEqual([aJob().jobId])
    })
  }

  test('a walk of a connection without jobs is no failure', async () => {
    const store = await openStore(makeStore)
    await store.noteAbsences('main', aWalk(10, 12))
    expect(await store.confirmAbsence('main', 'never heard of', ms(50))).toBe(false)
  })
}

function confirmingContract(makeStore: MakeStore): void {
  test('a job is missing since the first walk without it, once a look by id finds nothing', async () => {
    const { store } = await storeWithMissing(makeStore)
    expect((await store.findJob('gone'))?.job).toMatchObject({
      missingSince: at(12),
      confirmedAt: at(0),
      status: 'running',
    })
    expect(await doubtful(store)).toEqual([])
    expect(await store.confirmAbsence('main', 'gone', ms(51))).toBe(false)
  })

  test('one walk is not enough, and a later look at the job is worth more than an older one', async () => {
    const store = await openStore(makeStore)
    await store.applyPage(aLook(0, [aJob()]))
    await store.noteAbsences('main', aWalk(10, 12))
    expect(await store.confirmAbsence('main', aJob().jobId, ms(20))).toBe(false)
    await store.applyPage(aLook(60, [aJob()]))
    await store.noteAbsences('main', aWalk(70, 72))
    await store.noteAbsences('main', aWalk(80, 82))
    for (const second of [50, 60]) {
      expect(await store.confirmAbsence('main', aJob().jobId, ms(second))).toBe(false)
    }
    expect(await store.confirmAbsence('other', aJob().jobId, ms(90))).toBe(false)
    expect((await store.findJob(aJob().jobId))?.job.missingSince).toBeNull()
    expect(await store.confirmAbsence('main', aJob().jobId, ms(90))).toBe(true)
  })

  test('a job that is listed again is back, and in no doubt', async () => {
    const { store, gone } = await storeWithMissing(makeStore)
    const back = await store.applyPage(aLook(60, [gone]))
    expect(back).toEqual({ added: 0, changed: 1, returned: 1, undecided: 0 })
    expect((await store.findJob('gone'))?.job.missingSince).toBeNull()
    expect((await store.findJob('gone'))?.transitions).toHaveLength(1)
    expect(await listIds(store, {})).toContain('gone')
    await store.noteAbsences('main', aWalk(70, 72))
    expect(await doubtful(store)).not.toContain('gone')
    expect(await store.confirmAbsence('main', 'gone', ms(80))).toBe(false)
  })
}

function showingContract(makeStore: MakeStore): void {
  test('a missing job is in no list, no count and no facet, unless it is asked for', async () => {
    const { store } = await storeWithMissing(makeStore)
    expect(await listIds(store, {})).toEqual(['here'])
    expect(await listIds(store, { jobId: ['gone'] })).toEqual([])
    expect(await listIds(store, { missing: 'only' })).toEqual(['gone'])
    expect((await listIds(store, { missing: 'shown' })).toSorted()).toEqual(['gone', 'here'])
    expect(await store.countJobs('main')).toBe(1)
    expect(await store.activeJobIds('main')).toEqual([])
    const statuses = async (filter: JobFilter) =>
      (await store.countFacets(filter)).status.map(({ value, count }) => [value, count])
    expect(await statuses({})).toEqual([['completed', 1]])
    expect(await statuses({ missing: 'only' })).toEqual([['running', 1]])
    expect(await statuses({ missing: 'shown' })).toHaveLength(2)
  })

  test('counts that were asked for before follow at once', async () => {
    const store = await openStore(makeStore)
    await store.applyPage(aLook(0, [aJob()]))
    await store.noteAbsences('main', aWalk(10, 12))
    await store.noteAbsences('main', aWalk(20, 22))
    expect(await listIds(store, {})).toHaveLength(1)
    expect((await store.countFacets({})).targetInstance).toHaveLength(1)
    await store.confirmAbsence('main', aJob().jobId, ms(30))
    expect(await listIds(store, {})).toEqual([])
    expect((await store.countFacets({})).targetInstance).toEqual([])
    await store.applyPage(aLook(31, [aJob()]))
    expect(await listIds(store, {})).toHaveLength(1)
    expect((await store.countFacets({})).targetInstance).toHaveLength(1)
  })
}

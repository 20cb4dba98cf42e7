import { expect, test } from 'vitest'
import { AppError } from '../errors.ts'
import type { JobStore } from '../jobs/job-store.ts'
import { aJob } from '../testing/a-job.ts'
import { aWorld } from '../testing/a-world.ts'

const everything = {
  filter: {},
  sort: { by: 'createdAt', descending: true },
  pageSize: 200,
} as const

/** Jobs in a mirror whose disk can be filled. */
function aWorldOnDisk(jobs: number) {
  type Disk = { failure: 'disk-full' | 'disk-failed' | null; mostJobs: number }
  const disk: Disk = { failure: null, mostJobs: Number.POSITIVE_INFINITY }
  const write = <T>(work: () => Promise<T>): Promise<T> =>
    disk.failure ? Promise.reject(new AppError(disk.failure, 'no space')) : work()
  const between = (store: JobStore): JobStore => ({
    ...store,
    applyPage: (observation, record) =>
      observation.jobs.length > disk.mostJobs
        ? Promise.reject(new AppError('disk-full', 'no space for so many'))
        : write(() => store.applyPage(observation, record)),
    noteAbsences: (name, walk) => write(() => store.noteAbsences(name, walk)),
    confirmAbsence: (...given) => write(() => store.confirmAbsence(...given)),
    recordGap: (name, gap) => write(() => store.recordGap(name, gap)),
  })
  const world = aWorld({ between })
  world.putJobs(jobs)
  return { ...world, disk }
}

test.each(['disk-full', 'disk-failed'] as const)(
  'while the disk says %s the mirror stays readable, little is asked, and it heals within 15 s',
  async (code) => {
    const { clock, upstream, store, disk, start, countCalls } = aWorldOnDisk(30)
    upstream.put(aJob({ jobId: 'running' }))
    const { sync } = await start()
    await clock.advance(5000)
    const asOf = sync.status().asOf
    disk.failure = code
    await clock.advance(5000)
    upstream.put(aJob({ jobId: 'meanwhile' }))
    expect(sync.status()).toMatchObject({ state: 'stale', problem: { code } })
    const before = countCalls()
    await clock.advance(60_000)
    expect(countCalls() - before).toBeLessThanOrEqual(8)
    expect((await store.listJobs(everything)).jobCount).toBe(31)
    expect(sync.status()).toMatchObject({ state: 'stale', problem: { code }, jobsKnown: 31 })
    expect(Date.parse(sync.status().asOf ?? '') - Date.parse(asOf ?? '')).toBeLessThan(2500)
    disk.failure = null
    await clock.advance(15_000)
    expect(sync.status()).toMatchObject({ state: 'live', problem: null, jobsKnown: 32 })
    expect((await store.findJob('running'))?.gaps).toMatchObject([{ after: asOf }])
    expect((await store.findJob('job-1'))?.job.missingSince).toBeNull()
  },
)

test('a walk on which the disk filled up goes on where it was when there is space again', async () => {
  const { clock, store, disk, start, upstream } = aWorldOnDisk(4000)
  const { sync } = await start()
  await clock.advance(520)
  disk.failure = 'disk-full'
  await clock.advance(30_000)
  const { sweep, jobsKnown } = sync.status()
  expect(jobsKnown).toBe(await store.countJobs('here'))
  expect(sweep?.jobsRead).toBe((await store.readSync('here')).current?.jobsRead)
  expect(sweep).toMatchObject({ restarts: 0, isSettled: true })
  const before = upstream.calls.length
  disk.failure = null
  await clock.advance(15_000)
  expect(await store.countJobs('here')).toBe(4000)
  expect(sync.status().lastSweep).toMatchObject({ restarts: 0, isSettled: true, pages: 20 })
  const again = upstream.calls.slice(before).find(({ purpose }) => purpose === 'sweep')
  expect(again?.nextToken).toBeDefined()
})

test('a disk with room for small pages alone does not make the walk start over', async () => {
  const { clock, store, disk, start } = aWorldOnDisk(1000)
  const { sync } = await start()
  await clock.advance(110)
  disk.mostJobs = 100
  await clock.advance(120_000)
  expect(sync.status()).toMatchObject({ problem: { code: 'disk-full' }, sweep: { restarts: 0 } })
  expect(sync.status().sweep?.pages).toBeGreaterThan(0)
  disk.mostJobs = 200
  await clock.advance(15_000)
  expect(sync.status()).toMatchObject({ state: 'live', lastSweep: { restarts: 0, pages: 5 } })
  expect(await store.countJobs('here')).toBe(1000)
})

import { setImmediate } from 'node:timers/promises'
import { expect, onTestFinished, test } from 'vitest'
import type { JobStatus } from '../../jobs/job.ts'
import { defaultSort } from '../../jobs/job-filter.ts'
import { aJob } from '../../testing/a-job.ts'
import { aFolder } from '../a-folder.ts'
import { aLook, start } from '../a-look.ts'
import { connectPair, migratePair } from '../connect-pair.ts'
import { createPrivately, dataFilesIn } from '../data-files.ts'
import { createDatabase, type Database } from '../database.ts'
import { createEventLog } from '../event-log.ts'
import { joinPair } from '../join-pair.ts'
import { createView } from '../mirror-view.ts'
import { createWrites } from '../mirror-writes.ts'
import { createQueries, inTransaction } from '../queries.ts'
import { createJobIndex } from './job-index.ts'

/** A mirror whose answers give up their turn after every other row, and whose commits fail as told. */
function aMirror() {
  const paths = dataFilesIn(aFolder())
  createPrivately(paths.history)
  const handle = connectPair(paths)
  migratePair(handle)
  inTransaction(handle, () => joinPair(createQueries(handle)))
  const disk = { failsAfterCommit: false }
  const exec = handle.exec.bind(handle)
  handle.exec = (sql) => {
    exec(sql)
    if (!disk.failsAfterCommit || sql !== 'COMMIT') return
    disk.failsAfterCommit = false
    throw Object.assign(new Error('the disk says that it failed'), { errcode: 10 })
  }
  const db: Database = createDatabase({
    handle,
    folder: '/data',
    now: () => start,
    onBroken: () => {},
    reconnect: () => connectPair(paths),
  })
  onTestFinished(() => db.close())
  const log = createEventLog({ db, now: () => start, report: () => {} })
  const index = createJobIndex(db, 2)
  const parts = { db, index, log, now: () => start, connections: undefined }
  return { disk, ...createWrites(parts), ...createView(parts, 'everything') }
}

const jobsOf = (status: JobStatus) =>
  Array.from({ length: 15 }, (_, n) => aJob({ jobId: `job-${n}`, status }))

const list = { filter: { status: ['running', 'completed'] }, sort: defaultSort, pageSize: 200 }

test('others have their turn while a long answer is found', async () => {
  const mirror = aMirror()
  await mirror.applyPage(aLook(0, jobsOf('running')))
  let isAnswered = false
  const asked = Promise.all([mirror.listJobs(list), mirror.countFacets(list.filter)]).then(() => {
    isAnswered = true
  })
  let turns = 0
  while (!isAnswered) {
    turns += 1
    await setImmediate()
  }
  await asked
  expect(turns).toBeGreaterThan(7)
})

test('a long answer tells of one moment, however often something is committed on the way', async () => {
  const mirror = aMirror()
  await mirror.applyPage(aLook(0, jobsOf('running')))
  let isAnswered = false
  const asked = Promise.all([mirror.listJobs(list), mirror.countFacets(list.filter)]).finally(
    () => {
      isAnswered = true
    },
  )
  let commits = 0
  while (!isAnswered && commits < 1_000) {
    commits += 1
    await mirror.applyPage(aLook(commits, jobsOf(commits % 2 === 0 ? 'running' : 'completed')))
    await setImmediate()
  }
  expect(commits).toBeLessThan(1_000)
  const [page, facets] = await asked
  expect(page.jobCount).toBe(15)
  expect(new Set(page.jobs.map(({ status }) => status)).size).toBe(1)
  expect(facets.status).toHaveLength(1)
  expect(facets.status).toMatchObject([{ count: 15 }])
})

test('a long answer tells of one moment, whenever on the way something is committed', async () => {
  const mirror = aMirror()
  await mirror.applyPage(aLook(0, jobsOf('running')))
  for (let turn = 1; turn < 30; turn++) {
    const asked = Promise.all([mirror.listJobs(list), mirror.countFacets(list.filter)])
    for (let passed = 0; passed < turn; passed++) await setImmediate()
    await mirror.applyPage(aLook(turn, jobsOf(turn % 2 === 0 ? 'running' : 'completed')))
    const [page, facets] = await asked
    expect(new Set(page.jobs.map(({ status }) => status)).size).toBe(1)
    expect(page.jobs).toHaveLength(15)
    expect(facets.status).toMatchObject([{ count: 15 }])
  }
})

test('a commit that took although the disk said that it failed is read from the files', async () => {
  const mirror = aMirror()
  await mirror.applyPage(aLook(0, [aJob({ jobId: 'known' })]))
  mirror.disk.failsAfterCommit = true
  const unlucky = mirror.applyPage(aLook(1, [aJob({ jobId: 'unlucky', status: 'completed' })]))
  await expect(unlucky).rejects.toMatchObject({ code: 'disk-failed' })
  const idsOf = async () => (await mirror.listJobs(list)).jobs.map(({ jobId }) => jobId)
  expect(await idsOf()).toEqual(['unlucky', 'known'])
  await mirror.applyPage(aLook(2, [aJob({ jobId: 'next' })]))
  expect(await idsOf()).toEqual(['unlucky', 'next', 'known'])
  expect((await mirror.countFacets({})).status).toEqual([
    { value: 'running', name: '', count: 2 },
    { value: 'completed', name: '', count: 1 },
  ])
})

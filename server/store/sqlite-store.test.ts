import { statSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import type { JobFilter } from '../jobs/job-filter.ts'
import { defaultSort, sortKeys } from '../jobs/job-filter.ts'
import type { JobStore, SyncRecord } from '../jobs/job-store.ts'
import { aJob } from '../testing/a-job.ts'
import { aFolder, openIn } from './a-folder.ts'
import { aLook, at, aWalk, start } from './a-look.ts'
import type { ModelJob } from './job-list-model.ts'
import { inOrderOf, matchesFilter } from './job-list-model.ts'
import { jobStoreContract } from './job-store-contract.ts'
import { openFiles } from './open-files.ts'
import { createSqliteStore, createStoreOver } from './sqlite-store.ts'

jobStoreContract('SQLite', async (options) => createSqliteStore({ folder: null, ...options }))

const sweeps: SyncRecord = {
  current: { ...aWalk(0, 1), nextToken: 'next' },
  last: null,
  asOf: null,
}

describe('the files', () => {
  test('hold rows, history, gaps, walks and events over a restart', async () => {
    const folder = aFolder()
    const { store: before } = openIn(folder)
    await before.applyPage(aLook(0, [aJob({ status: 'running' }), aJob({ jobId: 'second' })]))
    const resumeFrom = await before.lastEventId()
    await before.applyPage(aLook(1, [aJob({ status: 'completed' })]), sweeps)
    await before.recordGap('main', { after: at(0), before: at(1) })
    const list = { filter: {}, sort: defaultSort, pageSize: 1 }
    const page = await before.listJobs(list)
    const found = await before.findJob(aJob().jobId)
    const events = await before.readEvents(resumeFrom)
    await before.close()

    const { store: after, reports } = openIn(folder)
    expect(reports).toEqual([])
    expect(await after.listJobs(list)).toEqual(page)
    expect(await after.findJob(aJob().jobId)).toEqual(found)
    expect(found).toMatchObject({ transitions: [{}, {}], gaps: [{}] })
    expect(await after.readSync('main')).toEqual(sweeps)
    expect(events).toHaveLength(1)
    expect(await after.readEvents(resumeFrom)).toEqual(events)
    const rest = await after.listJobs({ ...list, nextToken: page.nextToken ?? '' })
    expect([...page.jobs, ...rest.jobs]).toHaveLength(2)
  })

  test('keep the jobs of a connection that is no longer configured', async () => {
    const folder = aFolder()
    const { store: before } = openIn(folder, { connections: ['main'] })
    await before.applyPage(aLook(0, [aJob()]))
    await before.close()
    const { store: without } = openIn(folder, { connections: ['new'] })
    expect(await without.findJob(aJob().jobId)).toBeNull()
    expect(await without.countJobs('main')).toBe(0)
    await without.close()
    const { store: again } = openIn(folder, { connections: ['main', 'new'] })
    expect(await again.findJob(aJob().jobId)).not.toBeNull()
  })

  test('are for nobody but this user', async () => {
    const folder = aFolder()
    const { store } = openIn(folder)
    await store.applyPage(aLook(0, [aJob()]))
    await store.backUp()
    expect(statSync(folder).mode & 0o777).toBe(0o700)
    expect(statSync(join(folder, 'backups')).mode & 0o777).toBe(0o700)
    const names = ['history.db', 'mirror.db'].flatMap((name) => [
      name,
      `${name}-wal`,
      `${name}-shm`,
    ])
    for (const name of [...names, 'lock', 'backups/history-20261124T120000.000Z.db']) {
      expect(statSync(join(folder, name)).mode & 0o777, name).toBe(0o600)
    }
  })

  test('lose nothing acknowledged in a power cut, also when they are opened again', async () => {
    const folder = aFolder()
    for (let n = 0; n < 2; n++) {
      const files = openFiles({ folder, now: () => start, report: () => {}, onBroken: () => {} })
      onTestFinished(() => files.close())
      for (const schema of ['main', 'mirror']) {
        const full = 2
        expect(files.db.get(`PRAGMA ${schema}.synchronous`)).toEqual({ synchronous: full })
        expect(files.db.get(`PRAGMA ${schema}.journal_mode`)).toEqual({ journal_mode: 'wal' })
      }
      await files.close()
    }
  })

  test('are closed twice without harm', async () => {
    const { store } = openIn(aFolder())
    await store.close()
    await store.close()
  })
})

describe('a page that cannot be stored', () => {
  test('leaves nothing: no row, no transition, no walk, no event, no count', async () => {
    const { store } = openIn(aFolder())
    await store.applyPage(aLook(0, [aJob({ status: 'running' })]))
    const facets = await store.countFacets({})
    const eventId = await store.lastEventId()
    const heard: unknown[] = []
    store.onEvent((event) => heard.push(event))
    const impossible = aJob({ jobId: 'broken', productKey: null as unknown as string })
    const page = aLook(1, [aJob({ status: 'completed' }), aJob({ jobId: 'new' }), impossible])
    await expect(store.applyPage(page, sweeps)).rejects.toThrow('NOT NULL')

    expect(await store.findJob(aJob().jobId)).toMatchObject({
      job: { status: 'running', confirmedAt: at(0) },
      transitions: [{ from: null, to: 'running' }],
    })
    expect(await store.findJob('new')).toBeNull()
    expect(await store.countJobs('main')).toBe(1)
    expect(await store.countFacets({})).toEqual(facets)
    expect(await store.readSync('main')).toEqual({ current: null, last: null, asOf: null })
    expect(await store.lastEventId()).toBe(eventId)
    expect(heard).toEqual([])
    expect(await store.applyPage(aLook(2, [aJob({ jobId: 'new' })]))).toMatchObject({ added: 1 })
  })
})

describe('a large list', () => {
  const jobs = Array.from({ length: 2_400 }, (_, n) =>
    aJob({
      jobId: `job-${(n * 7919) % 2_400}`,
      productKey: n % 5 === 0 ? 'fifth' : 'rest',
      status: (['running', 'completed', 'unknown-7'] as const)[n % 3] ?? 'running',
      deviceCount: n % 7 === 0 ? null : n % 11,
      createdAt: n % 4 === 0 ? null : new Date(start - (n % 100) * 1000).toISOString(),
    }),
  )
  const model: ModelJob[] = []

  /** The first jobs of the other connection are missing. */
  async function fill(store: JobStore) {
    const pages = [aLook(0, jobs), aLook(1, jobs.slice(0, 900), 'other')]
    for (const page of pages) {
      await store.applyPage(page)
      const { connection, receivedAtMs: seenAtMs } = page
      model.push(...page.jobs.map((job) => ({ ...job, connection, seenAtMs, isMissing: false })))
    }
    await store.noteAbsences('other', aWalk(10, 12))
    await store.noteAbsences('other', aWalk(20, 22))
    for (const { jobId } of jobs.slice(0, 200)) {
      expect(await store.confirmAbsence('other', jobId, start + 30_000)).toBe(true)
      const place = model.findIndex((job) => job.jobId === jobId && job.connection === 'other')
      model.splice(
        place,
        1,
        ...model.slice(place, place + 1).map((job) => ({ ...job, isMissing: true })),
      )
    }
  }

  /** Many matches are read along the order, few are sorted: both must tell the same. */
  const filters: JobFilter[] = [
    {},
    { productKey: ['fifth'] },
    { productKey: ['rest'], missing: 'shown' },
    { missing: 'only' },
  ]
  const sorts = sortKeys.flatMap((by) => [true, false].map((descending) => ({ by, descending })))

  test('is walked in order by every sort, whether many jobs match or few', async () => {
    const { store } = openIn(null)
    await fill(store)
    for (const filter of filters) {
      for (const sort of sorts) {
        const walked: string[] = []
        let nextToken: string | null | undefined
        while (nextToken !== null) {
          const page = await store.listJobs({ filter, sort, pageSize: 199, nextToken })
          walked.push(...page.jobs.map((job) => `${job.connection}/${job.jobId}`))
          expect(walked.length).toBeLessThanOrEqual(model.length)
          nextToken = page.nextToken
        }
        const expected = model.filter((job) => matchesFilter(job, filter, start))
        expected.sort(inOrderOf(sort))
        expect(walked.length).toBeGreaterThan(0)
        expect(walked).toEqual(expected.map((job) => `${job.connection}/${job.jobId}`))
      }
    }
  }, 30_000)
})

describe('the log of an older Waybill', () => {
  test('says not whose jobs it tells of: who sees a part of them reads everything anew', async () => {
    const files = openFiles({
      folder: null,
      now: () => start,
      report: () => {},
      onBroken: () => {},
    })
    const store = createStoreOver(files, { folder: null, now: () => start })
    onTestFinished(() => store.close())
    const before = await store.lastEventId()
    await store.applyPage(aLook(0, [aJob()]))
    const scoped = store.within([{ products: [aJob().productKey] }])
    expect(await scoped.readEvents(before)).toHaveLength(1)
    const changes = [{ connection: 'main', jobId: aJob().jobId, kind: 'added' }]
    files.db.run('UPDATE events SET changes = ?', [JSON.stringify(changes)])
    expect(await scoped.readEvents(before)).toBeNull()
    expect(await store.readEvents(before)).toMatchObject([{ changes }])
  })
})

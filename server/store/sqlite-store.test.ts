import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { describe, expect, onTestFinished, test } from 'vitest'
import type { JobFilter } from '../jobs/job-filter.ts'
import { defaultSort, sortKeys } from '../jobs/job-filter.ts'
import type { JobStore, SyncRecord } from '../jobs/job-store.ts'
import { aJob } from '../testing/a-job.ts'
import { aLook, start } from './a-look.ts'
import { openDatabase } from './database.ts'
import type { ModelJob } from './job-list-model.ts'
import { inOrderOf, matchesFilter } from './job-list-model.ts'
import { jobStoreContract } from './job-store-contract.ts'
import { migrations } from './schema.ts'
import { createSqliteStore } from './sqlite-store.ts'

const now = () => start

jobStoreContract('SQLite', async (options) => createSqliteStore({ file: ':memory:', ...options }))

function aFile(): string {
  const folder = mkdtempSync(join(tmpdir(), 'waybill-store-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  return join(folder, 'data', 'mirror.db')
}

function openStore(file: string, connections?: readonly string[]) {
  const store = createSqliteStore({ file, now, ...(connections && { connections }) })
  onTestFinished(() => store.close())
  return store
}

const sweeps: SyncRecord = {
  current: {
    startedAt: '2026-11-24T12:00:00.000Z',
    nextToken: 'next',
    pages: 1,
    jobsRead: 2,
    jobCount: 2,
    restarts: 0,
  },
  last: null,
  asOf: null,
}

describe('the file', () => {
  test('holds rows, history and sweeps over a restart', async () => {
    const file = aFile()
    const before = openStore(file)
    await before.applyPage(aLook(0, [aJob({ status: 'running' }), aJob({ jobId: 'second' })]))
    await before.applyPage(aLook(1, [aJob({ status: 'completed' })]), sweeps)
    const list = { filter: {}, sort: defaultSort, pageSize: 1 }
    const page = await before.listJobs(list)
    const found = await before.findJob(aJob().jobId)
    await before.close()

    const after = openStore(file)
    expect(await after.listJobs(list)).toEqual(page)
    expect(await after.findJob(aJob().jobId)).toEqual(found)
    expect(found?.transitions).toHaveLength(2)
    expect(await after.readSync('main')).toEqual(sweeps)
    const rest = await after.listJobs({ ...list, nextToken: page.nextToken ?? '' })
    expect([...page.jobs, ...rest.jobs]).toHaveLength(2)
  })

  test('keeps the jobs of a connection that is no longer configured', async () => {
    const file = aFile()
    const before = openStore(file, ['main'])
    await before.applyPage(aLook(0, [aJob()]))
    await before.close()
    const without = openStore(file, ['new'])
    expect(await without.findJob(aJob().jobId)).toBeNull()
    expect(await without.countJobs('main')).toBe(0)
    await without.close()
    expect(await openStore(file, ['main', 'new']).findJob(aJob().jobId)).not.toBeNull()
  })

  test('is for nobody but this user', async () => {
    const file = aFile()
    await openStore(file).applyPage(aLook(0, [aJob()]))
    expect(statSync(join(file, '..')).mode & 0o777).toBe(0o700)
    for (const each of [file, `${file}-wal`, `${file}-shm`]) {
      expect(statSync(each).mode & 0o777).toBe(0o600)
    }
  })

  test('loses nothing acknowledged in a power cut, also when it is opened again', () => {
    const file = aFile()
    for (const db of [openDatabase(file), openDatabase(file)]) {
      const full = 2
      expect(db.get('PRAGMA synchronous')).toEqual({ synchronous: full })
      expect(db.get('PRAGMA journal_mode')).toEqual({ journal_mode: 'wal' })
      db.close()
    }
  })

  test('marks a job as missing until the upstream lists it again', async () => {
    const file = aFile()
    const store = openStore(file)
    await store.applyPage(aLook(0, [aJob()]))
    const other = new DatabaseSync(file)
    other.exec(`UPDATE jobs SET missing_since = ${start}`)
    other.close()
    const missing = await store.findJob(aJob().jobId)
    expect(missing?.job.missingSince).toBe('2026-11-24T12:00:00.000Z')
    expect(await store.applyPage(aLook(1, [aJob()]))).toEqual({ added: 0, changed: 1 })
    expect((await store.findJob(aJob().jobId))?.job.missingSince).toBeNull()
  })

  test('is closed twice without harm', async () => {
    const store = openStore(aFile())
    await store.close()
    await store.close()
  })

  test('of a newer Waybill is refused and left alone', async () => {
    const file = aFile()
    await openStore(file).close()
    const newer = migrations.length + 1
    new DatabaseSync(file).exec(`PRAGMA user_version = ${newer}`)
    expect(() => createSqliteStore({ file, now })).toThrow(
      `${file} was written by a newer Waybill: its version is ${newer}, ` +
        `this one understands up to ${migrations.length}`,
    )
  })

  test('is named when it is no database or cannot be opened', async () => {
    const file = aFile()
    await openStore(file).close()
    writeFileSync(file, 'not a database, but long enough to be taken for one '.repeat(100))
    expect(() => createSqliteStore({ file, now })).toThrow(`${file} is not a database`)
    const inFile = join(file, 'mirror.db')
    expect(() => createSqliteStore({ file: inFile, now })).toThrow(`${inFile} cannot be opened`)
  })
})

describe('a page that cannot be stored', () => {
  test('leaves nothing: no row, no transition, no sweep, no count', async () => {
    const store = openStore(aFile())
    await store.applyPage(aLook(0, [aJob({ status: 'running' })]))
    const facets = await store.countFacets({})
    const impossible = aJob({ jobId: 'broken', productKey: null as unknown as string })
    const page = aLook(1, [aJob({ status: 'completed' }), aJob({ jobId: 'new' }), impossible])
    await expect(store.applyPage(page, sweeps)).rejects.toThrow('NOT NULL')

    expect(await store.findJob(aJob().jobId)).toMatchObject({
      job: { status: 'running', confirmedAt: '2026-11-24T12:00:00.000Z' },
      transitions: [{ from: null, to: 'running' }],
    })
    expect(await store.findJob('new')).toBeNull()
    expect(await store.countJobs('main')).toBe(1)
    expect(await store.countFacets({})).toEqual(facets)
    expect(await store.readSync('main')).toEqual({ current: null, last: null, asOf: null })
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

  async function fill(store: JobStore) {
    const pages = [aLook(0, jobs), aLook(1, jobs.slice(0, 900), 'other')]
    for (const page of pages) {
      await store.applyPage(page)
      const { connection, receivedAtMs: seenAtMs } = page
      model.push(...page.jobs.map((job) => ({ ...job, connection, seenAtMs })))
    }
  }

  /** Many matches are read along the order, few are sorted: both must tell the same. */
  const filters: JobFilter[] = [{}, { productKey: ['fifth'] }, { productKey: ['rest'] }]
  const sorts = sortKeys.flatMap((by) => [true, false].map((descending) => ({ by, descending })))

  test('is walked in order by every sort, whether many jobs match or few', async () => {
    const store = openStore(':memory:')
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
        expect(walked).toEqual(expected.map((job) => `${job.connection}/${job.jobId}`))
      }
    }
  })
})

import { copyFileSync, mkdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { expect, test } from 'vitest'
import { defaultSort } from '../jobs/job-filter.ts'
import { aJob } from '../testing/a-job.ts'
import { aFolder, openIn } from './a-folder.ts'
import { aLook, at, start } from './a-look.ts'
import { toContent } from './job-rows.ts'
import { mirrorSteps } from './mirror-schema.ts'

/** A folder as the first release left it: all in one file, without a word on settled walks. */
function aFirstFolder(): string {
  const folder = aFolder()
  const file = join(folder, 'mirror.db')
  mkdirSync(dirname(file), { recursive: true })
  const db = new DatabaseSync(file)
  db.exec('PRAGMA journal_mode = WAL')
  // Within its own file the steps name no other one.
  db.exec(mirrorSteps[0]?.replaceAll('mirror.', '') ?? '')
  const walk = {
    startedAt: at(0),
    nextToken: 'next',
    pages: 1,
    jobsRead: 2,
    jobCount: 2,
    restarts: 0,
  }
  const record = { current: walk, last: { ...walk, finishedAt: at(9) }, asOf: at(9) }
  db.prepare('INSERT INTO connections VALUES (?, ?)').run('main', JSON.stringify(record))
  db.prepare('INSERT INTO connections VALUES (?, NULL)').run('other')
  const ended = { ...toContent(aJob({ status: 'completed' })), since_after: start + 60_000 }
  const still = { ...toContent(aJob({ status: 'running' })), since_after: null }
  insert(db, { ...ended, job_id: 'ended', connection: 'main', since_before: start + 61_000 })
  insert(db, { ...still, job_id: 'ended', connection: 'other', since_before: start + 500 })
  insert(db, { ...still, job_id: 'still', connection: 'main', since_before: start + 500 })
  const change = db.prepare('INSERT INTO transitions VALUES (NULL, ?, ?, ?, ?, ?, ?)')
  change.run('main', 'ended', 'initializing', 'running', start + 1_000, start + 2_000)
  change.run('main', 'ended', 'running', 'completed', start + 60_000, start + 61_000)
  db.exec('PRAGMA user_version = 1')
  db.close()
  return folder
}

function insert(db: DatabaseSync, columns: { readonly [column: string]: string | number | null }) {
  const row = { ...columns, first_seen_at: start + 500, confirmed_at: start + 90_000 }
  const names = Object.keys(row)
  db.prepare(`INSERT INTO jobs (${names}) VALUES (${names.map(() => '?')})`).run(
    ...Object.values(row),
  )
}

async function expectAllOfIt(folder: string) {
  const { store, reports } = openIn(folder)
  expect(reports).toEqual([])
  expect(await store.countJobs('main')).toBe(2)
  expect(await store.findJob('still')).toMatchObject({
    job: { firstSeenAt: at(0.5), confirmedAt: at(90), missingSince: null },
    transitions: [{ from: null, to: 'running', before: at(0.5) }],
  })
  const page = await store.listJobs({
    filter: { jobId: ['ended'], connection: ['main'] },
    sort: defaultSort,
    pageSize: 2,
  })
  expect(page.jobs).toMatchObject([{ statusSince: { after: at(60), before: at(61) } }])
  await store.close()

  const { store: main } = openIn(folder, { connections: ['main'] })
  expect((await main.findJob('ended'))?.transitions).toEqual([
    { from: null, to: 'initializing', after: null, before: at(0.5) },
    { from: 'initializing', to: 'running', after: at(1), before: at(2) },
    { from: 'running', to: 'completed', after: at(60), before: at(61) },
  ])
  expect(await main.readSync('main')).toMatchObject({
    current: { startedAt: at(0), nextToken: 'next', isSettled: false },
    last: { finishedAt: at(9), isSettled: false },
    asOf: at(9),
  })
  expect(await main.readSync('other')).toEqual({ current: null, last: null, asOf: null })
  return main
}

test('what the first release mirrored and observed is there after the update', async () => {
  const folder = aFirstFolder()
  const store = await expectAllOfIt(folder)
  expect(await store.readEvents(await store.lastEventId())).toEqual([])
  const running = aJob({ jobId: 'ended', status: 'running' })
  const job = { connection: 'main', jobId: 'ended' }
  expect(await store.findReceived(job)).toBeNull()
  const texts = new Map([['ended', '{"Status":1}']])
  expect(await store.applyPage({ ...aLook(100, [running]), texts })).toMatchObject({ changed: 1 })
  expect(await store.findReceived(job)).toMatchObject({ text: '{"Status":1}' })
  expect((await store.findJob('ended'))?.transitions).toHaveLength(4)
})

test('an update that was cut off between the two files is taken up again, once', async () => {
  const folder = aFirstFolder()
  const first = join(folder, 'first.db')
  copyFileSync(join(folder, 'mirror.db'), first)
  const store = await expectAllOfIt(folder)
  await store.close()
  copyFileSync(first, join(folder, 'mirror.db'))
  await expectAllOfIt(folder)
})

import { copyFileSync, mkdirSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { expect, test } from 'vitest'
import { defaultSort } from '../jobs/job-filter.ts'
import { aJob } from '../testing/a-job.ts'
import { aFolder, openIn } from './a-folder.ts'
import { aLook, at, start } from './a-look.ts'
import { historySteps } from './history-schema.ts'
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
  const moments = { first_seen_at: start + 500, confirmed_at: start + 90_000 }
  const row = { ...columns, ...moments, search_text: '' }
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

/** A folder as the second release left it: two files, and no word on when a look was sent. */
function aSecondFolder(): string {
  const folder = aFolder()
  mkdirSync(folder, { recursive: true })
  const db = new DatabaseSync(join(folder, 'history.db'))
  db.prepare('ATTACH ? AS mirror').run(join(folder, 'mirror.db'))
  for (const schema of ['main', 'mirror']) db.exec(`PRAGMA ${schema}.journal_mode = WAL`)
  db.exec(historySteps[0] ?? '')
  db.exec('PRAGMA main.user_version = 1')
  for (const step of mirrorSteps.slice(0, 2)) db.exec(step)
  db.exec('PRAGMA mirror.user_version = 2')
  db.exec("UPDATE history_state SET pair = 'pair', commits = 9")
  db.exec("UPDATE mirror_state SET pair = 'pair', commits = 9")
  const record = { current: null, last: null, asOf: at(90) }
  db.prepare('INSERT INTO connections VALUES (?, ?, NULL)').run('main', JSON.stringify(record))
  const jobs = [
    { job_id: 'back', since_after: start + 40_000, since_before: start + 41_000 },
    { job_id: 'still', since_after: null, since_before: start + 500 },
  ]
  const firstLook = db.prepare('INSERT INTO first_looks VALUES (NULL, ?, ?, ?, ?, 1)')
  for (const job of jobs) {
    const content = toContent(aJob({ jobId: job.job_id, status: 'running' }))
    insert(db, { ...content, ...job, connection: 'main' })
    firstLook.run('main', job.job_id, 'running', start + 500)
  }
  const change = db.prepare('INSERT INTO transitions VALUES (?, ?, ?, ?, ?, ?, ?, ?)')
  change.run(3, 'main', 'back', 'running', 'completed', start + 20_000, start + 21_000, 2)
  change.run(8, 'main', 'back', 'completed', 'running', start + 40_000, start + 41_000, 9)
  db.exec(`INSERT INTO gaps VALUES (NULL, 'main', ${start + 50_000}, ${start + 80_000}, 9)`)
  db.close()
  return folder
}

const backAndForth = {
  job: { statusSince: { after: at(40), before: at(41) }, confirmedAt: at(90) },
  transitions: [
    { from: null, to: 'running', after: null, before: at(0.5) },
    { from: 'running', to: 'completed', after: at(20), before: at(21) },
    { from: 'completed', to: 'running', after: at(40), before: at(41) },
  ],
  gaps: [{ after: at(50), before: at(80) }],
}

test('what the second release mirrored and observed is there after the update', async () => {
  const folder = aSecondFolder()
  const { store, reports } = openIn(folder)
  expect(reports).toEqual([])
  expect(await store.findJob('back')).toMatchObject(backAndForth)
  expect(await store.readSync('main')).toMatchObject({ asOf: at(90) })
  const still = aJob({ jobId: 'still', status: 'running' })
  expect(await store.applyPage(aLook(100, [still]))).toMatchObject({ added: 0, changed: 0 })
  // What was observed before the update can be taken back no more, what comes after it can.
  const completed = { ...still, status: 'completed' } as const
  expect(await store.applyPage(aLook(101, [completed]))).toMatchObject({ changed: 1 })
  await store.close()
  const again = openIn(folder)
  expect(again.reports).toEqual([])
  expect((await again.store.findJob('still'))?.transitions).toHaveLength(2)
})

test('a mirror that is lost after the update goes on where that release knew a job last', async () => {
  const folder = aSecondFolder()
  await openIn(folder).store.close()
  rmSync(join(folder, 'mirror.db'))
  const { store } = openIn(folder)
  await store.applyPage(aLook(100, [aJob({ jobId: 'still', status: 'completed' })]))
  // That release did not keep when a look was sent, only when it came: 10 s before it is safe.
  expect((await store.findJob('still'))?.transitions).toEqual([
    { from: null, to: 'running', after: null, before: at(0.5) },
    { from: 'running', to: 'completed', after: at(-9.5), before: at(100.5) },
  ])
})

test('a history of the second release that comes back later than the mirror learns both steps', async () => {
  const folder = aSecondFolder()
  await openIn(folder).store.close()
  const db = new DatabaseSync(join(folder, 'history.db'))
  db.exec('DELETE FROM transitions; UPDATE history_state SET commits = 1')
  db.close()
  const { store } = openIn(folder)
  expect((await store.findJob('back'))?.transitions).toEqual([
    { from: null, to: 'running', after: null, before: at(0.5) },
    { from: 'running', to: 'completed', after: at(-9.5), before: at(41) },
    { from: 'completed', to: 'running', after: at(40), before: at(41) },
  ])
})

const inTheWay = {
  history: 'CREATE TABLE settled_looks (x)',
  mirror: 'ALTER TABLE jobs ADD COLUMN since_sent_at INTEGER',
}

test.each(['history', 'mirror'] as const)(
  'an update whose step of the %s fails changes nothing there',
  (name) => {
    const folder = aSecondFolder()
    const file = join(folder, `${name}.db`)
    const db = new DatabaseSync(file)
    db.exec(inTheWay[name])
    const read = () => [
      db.prepare('PRAGMA user_version').get(),
      db.prepare('SELECT name, sql FROM sqlite_schema ORDER BY name').all(),
    ]
    const before = read()
    expect(() => openIn(folder)).toThrow('cannot be used')
    expect(read()).toEqual(before)
    db.close()
  },
)

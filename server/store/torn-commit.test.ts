import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { JobStatus } from '../jobs/job.ts'
import { aJob } from '../testing/a-job.ts'
import { aFolder, openIn } from './a-folder.ts'
import { aLook, at } from './a-look.ts'
import type { SqliteStore } from './sqlite-store.ts'

/**
 * SQLite commits the history before the mirror. Runs `last` as the commit after which a crash left
 * only the history written, and gives the store as it opens after that.
 */
async function openTorn(last: (store: SqliteStore) => Promise<unknown>) {
  const folder = aFolder()
  const { store: before } = openIn(folder)
  await before.applyPage(look(0, 'running'))
  await before.applyPage(look(5, 'running'))
  await before.close()
  const mirror = join(folder, 'mirror.db')
  const old = readFileSync(mirror)
  const { store: torn } = openIn(folder)
  await last(torn)
  await torn.close()
  writeFileSync(mirror, old)
  return { ...openIn(folder), folder }
}

const look = (second: number, status: JobStatus) => aLook(second, [aJob({ status })])

test('a transition that only the history has was never acknowledged: it is taken back', async () => {
  const { store, reports } = await openTorn((torn) => torn.applyPage(look(10, 'completed')))
  expect(reports).toEqual([])
  expect(await store.findJob(aJob().jobId)).toMatchObject({
    job: { status: 'running', statusSince: { after: null, before: at(0.5) } },
    transitions: [{ to: 'running' }],
  })
  await store.applyPage(look(20, 'completed'))
  expect((await store.findJob(aJob().jobId))?.transitions).toMatchObject([
    { to: 'running' },
    { to: 'completed', after: at(5), before: at(20.5) },
  ])
})

test('so is a first look', async () => {
  const { store } = await openTorn((torn) => torn.applyPage(aLook(10, [aJob({ jobId: 'new' })])))
  expect(await store.findJob('new')).toBeNull()
  await store.applyPage(aLook(20, [aJob({ jobId: 'new', status: 'completed' })]))
  expect(await store.findJob('new')).toMatchObject({
    job: { firstSeenAt: at(20.5) },
    transitions: [{ from: null, to: 'completed', before: at(20.5) }],
  })
})

test('so is a gap', async () => {
  const { store } = await openTorn((torn) =>
    torn.recordGap('main', { after: at(1), before: at(4) }),
  )
  expect((await store.findJob(aJob().jobId))?.gaps).toEqual([])
})

test('nothing else is taken back, however often that happens', async () => {
  const { store, folder } = await openTorn((torn) => torn.applyPage(look(10, 'completed')))
  await store.applyPage(look(20, 'completed'))
  await store.close()
  const mirror = join(folder, 'mirror.db')
  for (let n = 0; n < 3; n++) {
    const old = readFileSync(mirror)
    const { store: torn } = openIn(folder)
    await torn.applyPage(look(30 + n, 'running'))
    await torn.close()
    writeFileSync(mirror, old)
  }
  const { store: after, reports } = openIn(folder)
  expect(reports).toEqual([])
  expect((await after.findJob(aJob().jobId))?.transitions).toMatchObject([
    { to: 'running' },
    { to: 'completed', after: at(5), before: at(20.5) },
  ])
})

test('a mirror that saw more than the history keeps it, and the history learns of it', async () => {
  const folder = aFolder()
  const { store: before } = openIn(folder)
  await before.applyPage(look(0, 'running'))
  await before.close()
  const history = join(folder, 'history.db')
  const old = readFileSync(history)
  const { store: ahead } = openIn(folder)
  await ahead.applyPage(look(10, 'completed'))
  await ahead.applyPage(look(20, 'completed'))
  const eventId = await ahead.lastEventId()
  await ahead.close()
  writeFileSync(history, old)

  const { store, reports } = openIn(folder)
  expect(reports).toEqual([])
  expect(await store.readEvents(eventId)).toEqual([])
  expect(await store.findJob(aJob().jobId)).toMatchObject({
    job: { status: 'completed', statusSince: { after: at(0), before: at(10.5) } },
    transitions: [{ to: 'running' }, { to: 'completed', before: at(10.5) }],
  })
  await store.applyPage(look(30, 'running'))
  await store.close()
  expect((await openIn(folder).store.findJob(aJob().jobId))?.transitions).toHaveLength(3)
})

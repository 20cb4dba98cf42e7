import { existsSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { describe, expect, test } from 'vitest'
import { aJob } from '../testing/a-job.ts'
import { aFilledFolder, aFolder, openIn } from './a-folder.ts'
import { aLook, start } from './a-look.ts'
import { copyBeforeSteps } from './back-up.ts'
import { backupsToKeep, listBackups } from './backups.ts'
import { dataFilesIn } from './data-files.ts'
import { examineFile, latestVersion } from './examine-file.ts'

const minute = 60_000
const hour = 60 * minute

function aStoreWithClock(folder = aFolder()) {
  let nowMs = start
  const { store } = openIn(folder, { now: () => nowMs })
  const backups = join(folder, 'backups')
  return {
    store,
    backups,
    advance(ms: number) {
      nowMs += ms
    },
    names: () => (existsSync(backups) ? readdirSync(backups).toSorted() : []),
  }
}

describe('a backup', () => {
  test('is the whole history in one file, taken while it is written to', async () => {
    const { store, backups, names } = aStoreWithClock()
    await store.applyPage(aLook(0, [aJob({ status: 'running' })]))
    await store.applyPage(aLook(1, [aJob({ status: 'completed' })]))
    const copying = store.backUp()
    await store.applyPage(aLook(2, [aJob({ status: 'running' })]))
    await Promise.all([copying, store.backUp()])
    expect(names()).toEqual(['history-20261124T120000.000Z.db'])
    const copy = join(backups, names()[0] ?? '')
    expect(examineFile(copy, 'history')).toMatchObject({
      condition: 'sound',
      version: latestVersion.history,
    })
    const rows = new DatabaseSync(copy, { readOnly: true })
    const { changes } = { ...rows.prepare('SELECT count(*) AS changes FROM transitions').get() }
    rows.close()
    expect([1, 2]).toContain(changes)
    expect(names()).toHaveLength(1)
  })

  test('is taken again after 50 minutes, if anything was added to the history', async () => {
    const { store, advance, names } = aStoreWithClock()
    await store.applyPage(aLook(0, [aJob()]))
    await store.backUp()
    await store.applyPage(aLook(1, [aJob({ jobId: 'new' })]))
    advance(49 * minute)
    await store.backUp()
    expect(names()).toHaveLength(1)
    advance(minute)
    await store.backUp()
    expect(names()).toHaveLength(2)
    advance(hour)
    await store.applyPage(aLook(2, [aJob()]))
    await store.backUp()
    expect(names()).toHaveLength(2)
  })

  test('is taken, too, when the clock was set back', async () => {
    const { store, advance, names } = aStoreWithClock()
    await store.applyPage(aLook(0, [aJob()]))
    await store.backUp()
    await store.applyPage(aLook(1, [aJob({ jobId: 'new' })]))
    advance(-24 * hour)
    await store.backUp()
    expect(names()).toHaveLength(2)
  })

  test('that was interrupted is removed by the next', async () => {
    const { store, advance, backups, names } = aStoreWithClock()
    await store.backUp()
    writeFileSync(join(backups, 'history-20261124T110000.000Z.db.unfinished'), '')
    await store.applyPage(aLook(0, [aJob()]))
    advance(hour)
    await store.backUp()
    expect(names()).toEqual(['history-20261124T120000.000Z.db', 'history-20261124T130000.000Z.db'])
  })

  test('that cannot be written is a failure of the disk, and harms nothing', async () => {
    const { store, backups } = aStoreWithClock()
    writeFileSync(backups, 'a file where the folder should be')
    await expect(store.backUp()).rejects.toMatchObject({ code: 'disk-failed' })
    expect(await store.applyPage(aLook(0, [aJob()]))).toMatchObject({ added: 1 })
  })

  test('is waited for by the closing', async () => {
    const { store, names } = aStoreWithClock()
    await store.applyPage(aLook(0, [aJob()]))
    const copying = store.backUp()
    await store.close()
    expect(names()).toHaveLength(1)
    await copying
  })

  test('is taken before a file is migrated', async () => {
    const folder = await aFilledFolder()
    const files = dataFilesIn(folder)
    copyBeforeSteps(files, start)
    const [backup] = listBackups(files.backups)
    expect(backup?.takenAtMs).toBe(start)
    const copy = join(files.backups, backup?.name ?? '')
    expect(examineFile(copy, 'history')).toMatchObject({ condition: 'sound' })
  })
})

test('of the backups the newest 24 are kept, and the last of each of the 7 newest days', () => {
  const backups = Array.from({ length: 24 * 20 }, (_, n) => {
    const takenAtMs = start - n * hour
    return { name: new Date(takenAtMs).toISOString(), takenAtMs }
  })
  const kept = backupsToKeep(backups).map(({ name }) => name)
  expect(kept.slice(0, 24)).toEqual(backups.slice(0, 24).map(({ name }) => name))
  // The 24 reach back to the 23rd at 13:00; the last of the 24th and of the 23rd are among them.
  expect(kept.slice(24)).toEqual(
    ['22', '21', '20', '19', '18'].map((day) => `2026-11-${day}T23:00:00.000Z`),
  )
})

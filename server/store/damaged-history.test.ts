import { readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { aJob } from '../testing/a-job.ts'
import { aFilledFolder, garbage, openIn } from './a-folder.ts'
import { aLook, at } from './a-look.ts'

describe('a damaged history', () => {
  const history = (folder: string) => join(folder, 'history.db')
  const backup = (folder: string) => join(folder, 'backups', 'history-20261124T120000.000Z.db')

  async function withBackup() {
    const folder = await aFilledFolder()
    const { store } = openIn(folder)
    await store.backUp()
    await store.recordGap('main', { after: at(7), before: at(8) })
    await store.applyPage(aLook(20, [aJob({ status: 'completed' }), aJob({ jobId: 'late' })]))
    await store.applyPage(aLook(30, [aJob({ status: 'running' })]))
    await store.close()
    return folder
  }

  test('comes back from its newest backup, and takes from the mirror what came after', async () => {
    const folder = await withBackup()
    writeFileSync(history(folder), garbage)
    const { store, reports } = openIn(folder)
    const aside = `${history(folder)}.damaged-20261124T120000.000Z`
    expect(reports).toEqual([
      `${history(folder)} is damaged. It was set aside as ${aside}; ` +
        `the backup ${backup(folder)} was put in its place.`,
    ])
    expect(await store.findJob(aJob().jobId)).toMatchObject({
      job: { status: 'running', firstSeenAt: at(0.5) },
      transitions: [
        { to: 'running', before: at(0.5) },
        { to: 'completed', before: at(10.5) },
        { from: 'completed', to: 'running', after: at(10.5), before: at(30.5) },
      ],
    })
    expect((await store.findJob('late'))?.transitions).toEqual([
      { from: null, to: 'running', after: null, before: at(20.5) },
    ])
    await store.applyPage(aLook(40, [aJob({ status: 'interrupted' })]))
    expect((await store.findJob(aJob().jobId))?.transitions).toHaveLength(4)
  })

  test('that is gone or empty comes back likewise, whatever log it left behind', async () => {
    for (const lose of [rmSync, (file: string) => truncateSync(file, 0)]) {
      const folder = await withBackup()
      const { store: before } = openIn(folder)
      await before.applyPage(aLook(40, [aJob({ status: 'completed' })]))
      const log = readFileSync(`${history(folder)}-wal`)
      await before.close()
      lose(history(folder))
      writeFileSync(`${history(folder)}-wal`, log)
      const { store, reports } = openIn(folder)
      expect(reports.join()).toContain(`the backup ${backup(folder)} was put in its place.`)
      expect((await store.findJob(aJob().jobId))?.transitions).toMatchObject([
        { to: 'running', before: at(0.5) },
        { to: 'completed', before: at(10.5) },
      ])
      await store.close()
    }
  })

  test('passes over a backup that is damaged, too', async () => {
    const folder = await withBackup()
    const newer = join(folder, 'backups', 'history-20261124T130000.000Z.db')
    writeFileSync(newer, garbage)
    writeFileSync(history(folder), garbage)
    const { reports } = openIn(folder)
    expect(reports).toHaveLength(2)
    expect(reports[0]).toBe(`The backup ${newer} is damaged.`)
    expect(reports[1]).toContain(backup(folder))
  })

  test('without any backup begins anew from what the mirror knows', async () => {
    const folder = await aFilledFolder()
    writeFileSync(history(folder), garbage)
    const { store, reports } = openIn(folder)
    expect(reports).toHaveLength(1)
    expect(reports[0]).toContain('there is no backup, so a new one begins.')
    expect(await store.countJobs('main')).toBe(2)
    expect(await store.findJob(aJob().jobId)).toMatchObject({
      job: { firstSeenAt: at(0.5), statusSince: { after: at(5), before: at(10.5) } },
      // Of its first look nobody knows any more what it showed.
      transitions: [{ from: null, to: 'completed', before: at(10.5) }],
    })
    expect((await store.findJob('other-0'))?.transitions).toMatchObject([{ before: at(0.5) }])
  })
})

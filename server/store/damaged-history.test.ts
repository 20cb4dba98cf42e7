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
      job: { firstSeenAt: at(0.5), statusSince: { after: at(20), before: at(30.5) } },
      transitions: [
        { to: 'running', before: at(0.5) },
        { to: 'completed', before: at(10.5) },
        { from: 'completed', to: 'running', after: at(20), before: at(30.5) },
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
      // It ran again meanwhile, and completed again: of the first of the two only the mirror's last
      // look before the second tells.
      expect(await store.findJob(aJob().jobId)).toMatchObject({
        job: { statusSince: { after: at(30), before: at(40.5) } },
        transitions: [
          { to: 'running', before: at(0.5) },
          { to: 'completed', before: at(10.5) },
          { from: 'completed', to: 'running', after: at(10), before: at(40.5) },
          { from: 'running', to: 'completed', after: at(30), before: at(40.5) },
        ],
      })
      await store.close()
    }
  })

  test('learns from the mirror that an id is another job now, and of changes by three ways', async () => {
    const folder = await withBackup()
    const { store: before } = openIn(folder)
    const later = { status: 'running', createdAt: at(35) } as const
    await before.applyPage(aLook(40, [aJob(later), aJob({ jobId: 'other-0', status: 'running' })]))
    const interrupted = aJob({ jobId: 'other-0', status: 'interrupted' })
    await before.applyPage(aLook(50, [interrupted]))
    await before.applyPage(aLook(60, [{ ...interrupted, status: 'completed' }]))
    const found = await before.findJob('other-0')
    await before.close()
    rmSync(history(folder))
    const { store } = openIn(folder)
    expect((await store.findJob(aJob().jobId))?.transitions).toMatchObject([
      { to: 'running' },
      { to: 'completed' },
      { from: null, to: 'running', after: at(30), before: at(40.5) },
    ])
    expect(found?.transitions).toHaveLength(3)
    expect(await store.findJob('other-0')).toEqual({
      ...found,
      gaps: [],
      transitions: [
        { from: null, to: 'running', after: null, before: at(0.5) },
        { from: 'running', to: 'interrupted', after: at(0), before: at(60.5) },
        { from: 'interrupted', to: 'completed', after: at(50), before: at(60.5) },
      ],
    })
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
      // Nobody knows any more what its first look showed, only what the last one before the change.
      transitions: [
        { from: null, to: 'running', before: at(10.5) },
        { from: 'running', to: 'completed', after: at(5), before: at(10.5) },
      ],
    })
    expect((await store.findJob('other-0'))?.transitions).toMatchObject([{ before: at(0.5) }])
  })
})

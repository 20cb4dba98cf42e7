import { readdirSync, readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { AppError } from '../errors.ts'
import { defaultSort } from '../jobs/job-filter.ts'
import { aJob } from '../testing/a-job.ts'
import { aFilledFolder, aFolder, garbage, openIn } from './a-folder.ts'
import { aLook, at, start } from './a-look.ts'
import { examineFile } from './examine-file.ts'

const pageSize = 4096

describe('a damaged mirror', () => {
  test('is set aside, and the new one goes on with the history', async () => {
    const folder = await aFilledFolder()
    const before = openIn(folder).store
    const found = await before.findJob(aJob().jobId)
    const eventId = await before.lastEventId()
    await before.close()
    const mirror = join(folder, 'mirror.db')
    writeFileSync(mirror, garbage)
    writeFileSync(`${mirror}-wal`, 'a log of it')

    const { store, reports } = openIn(folder)
    const aside = `${mirror}.damaged-20261124T120000.000Z`
    expect(reports).toEqual([
      `${mirror} is damaged. It was set aside as ${aside}; a new one begins.`,
    ])
    expect(readFileSync(aside, 'utf8')).toBe(garbage)
    expect(await store.countJobs('main')).toBe(0)
    expect(await store.readEvents(eventId)).toBeNull()

    const page = aLook(100, [
      aJob({ status: 'completed' }),
      aJob({ jobId: 'other-0', status: 'interrupted' }),
    ])
    expect(await store.applyPage(page)).toEqual({ added: 2, changed: 0, returned: 0, undecided: 0 })
    expect(await store.findJob(aJob().jobId)).toEqual({
      ...found,
      job: { ...found?.job, confirmedAt: at(100) },
    })
    expect(found?.transitions).toHaveLength(2)
    // The history knows of this one only that it was running when it was first seen.
    expect(await store.findJob('other-0')).toMatchObject({
      job: { firstSeenAt: at(0.5), statusSince: { after: at(0), before: at(100.5) } },
      transitions: [
        { from: null, to: 'running', before: at(0.5) },
        { from: 'running', to: 'interrupted', after: at(0), before: at(100.5) },
      ],
    })
  })

  test('leaves behind when each job was last known, and since when nobody looked', async () => {
    const folder = aFolder()
    const { store: before } = openIn(folder)
    const record = (asOf: string) => ({ current: null, last: null, asOf })
    const jobs = [aJob({ status: 'running' }), aJob({ jobId: 'reused', status: 'completed' })]
    // It was looked up at any moment of these three seconds.
    await before.applyPage({ ...aLook(0, jobs), receivedAtMs: start + 3000 }, record(at(-9)))
    await before.applyPage(aLook(10, []), record(at(10)))
    await before.applyPage(aLook(12, []), record(at(12)))
    await before.close()
    writeFileSync(join(folder, 'mirror.db'), garbage)

    const { store } = openIn(folder)
    expect((await store.readSync('main')).asOf).toBeNull()
    expect(await store.lastSettledAt('main')).toBe(at(10))
    const reused = aJob({ jobId: 'reused', status: 'completed', createdAt: at(3000) })
    await store.applyPage(aLook(3600, [aJob({ status: 'completed' }), reused]))
    expect(await store.findJob(aJob().jobId)).toMatchObject({
      job: { statusSince: { after: at(0), before: at(3600.5) } },
      transitions: [
        { to: 'running', before: at(3) },
        { to: 'completed', after: at(0) },
      ],
    })
    expect((await store.findJob('reused'))?.transitions).toEqual([
      { from: null, to: 'completed', after: null, before: at(3) },
      { from: null, to: 'completed', after: at(0), before: at(3600.5) },
    ])
  })

  test('is found out whichever page is damaged, or the page held nothing', async () => {
    const folder = await aFilledFolder(400)
    const mirror = join(folder, 'mirror.db')
    const sound = readFileSync(mirror)
    const whole = dump(mirror)
    const damages = fc.sample(
      fc.record({
        page: fc.nat({ max: sound.length / pageSize - 1 }),
        bytes: fc.oneof(
          fc.uint8Array({ minLength: pageSize, maxLength: pageSize, size: 'max' }),
          fc.constant(new Uint8Array(pageSize)),
        ),
      }),
      { numRuns: 50, seed: 20261124 },
    )
    const missed = damages.filter(({ page, bytes }) => {
      const damaged = Buffer.from(sound)
      damaged.set(bytes, page * pageSize)
      writeFileSync(mirror, damaged)
      return examineFile(mirror, 'mirror').condition === 'sound'
    })
    for (const { page, bytes } of missed) {
      const damaged = Buffer.from(sound)
      damaged.set(bytes, page * pageSize)
      writeFileSync(mirror, damaged)
      expect(dump(mirror), `page ${page}`).toEqual(whole)
    }
    expect(missed.length).toBeLessThan(5)
  }, 30_000)

  test('is found out wherever the file was cut off', async () => {
    const folder = await aFilledFolder(400)
    const mirror = join(folder, 'mirror.db')
    const sound = readFileSync(mirror)
    const last = sound.length - 1
    for (const size of [
      1,
      100,
      512,
      pageSize,
      last / 2,
      sound.length - pageSize,
      last - 511,
      last,
    ]) {
      writeFileSync(mirror, sound)
      truncateSync(mirror, Math.floor(size))
      expect(examineFile(mirror, 'mirror').condition, `${size}`).toBe('broken')
    }
    truncateSync(mirror, 0)
    const { store, reports } = openIn(folder)
    expect(reports).toEqual([])
    await store.applyPage(aLook(100, [aJob({ status: 'completed' })]))
    expect((await store.findJob(aJob().jobId))?.transitions).toHaveLength(2)
  })

  test('that is damaged twice in one moment is kept twice', async () => {
    const folder = await aFilledFolder()
    for (let n = 0; n < 2; n++) {
      writeFileSync(join(folder, 'mirror.db'), garbage)
      await openIn(folder).store.close()
    }
    expect(readdirSync(folder).filter((name) => name.includes('damaged'))).toHaveLength(2)
  })

  test('that is damaged again and again leaves its three newest copies', async () => {
    const folder = await aFilledFolder()
    const mirror = join(folder, 'mirror.db')
    const hour = 3_600_000
    for (const nowMs of [start, start + hour, start + hour, start + hour, start + 2 * hour]) {
      writeFileSync(mirror, garbage)
      await openIn(folder, { now: () => nowMs }).store.close()
      if (nowMs === start) writeFileSync(`${mirror}.damaged-20261124T120000.000Z-wal`, 'its log')
    }
    writeFileSync(`${mirror}.damaged-by-hand`, 'not ours')
    await openIn(folder).store.close()
    expect(readdirSync(folder).filter((name) => name.includes('damaged'))).toEqual([
      'mirror.db.damaged-20261124T130000.000Z-2',
      'mirror.db.damaged-20261124T130000.000Z-3',
      'mirror.db.damaged-20261124T140000.000Z',
      'mirror.db.damaged-by-hand',
    ])
  })

  test('is told of when it is damaged while in use, and never passed off as sound', async () => {
    const folder = await aFilledFolder(400)
    const broken: AppError[] = []
    const { store } = openIn(folder, { onBroken: (error) => broken.push(error) })
    const mirror = join(folder, 'mirror.db')
    const size = statSync(mirror).size
    const header = readFileSync(mirror).subarray(0, pageSize)
    writeFileSync(mirror, Buffer.concat([header, Buffer.alloc(size - pageSize, 0x55)]))
    const list = { filter: {}, sort: defaultSort, pageSize: 200 }
    await expect(store.listJobs(list)).rejects.toMatchObject({ code: 'disk-failed' })
    await expect(store.applyPage(aLook(20, [aJob()]))).rejects.toMatchObject({
      code: 'disk-failed',
    })
    expect(broken.map(({ code, message }) => [code, message])).toEqual([
      ['disk-failed', `A file of the mirror in ${folder} is damaged.`],
      ['disk-failed', `A file of the mirror in ${folder} is damaged.`],
    ])
    await store.close()
    expect(openIn(folder).reports).toHaveLength(1)
  })
})

/** Every row of every table. */
function dump(file: string): unknown {
  const db = new DatabaseSync(file, { readOnly: true })
  try {
    const tables = db.prepare("SELECT name FROM sqlite_schema WHERE type = 'table'").all()
    return tables.map(({ name }) => [name, db.prepare(`SELECT * FROM ${name}`).all()])
  } finally {
    db.close()
  }
}

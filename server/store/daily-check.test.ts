import { openSync, statSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { AppError } from '../errors.ts'
import { aJob } from '../testing/a-job.ts'
import { aFilledFolder, openIn } from './a-folder.ts'
import { aLook, start } from './a-look.ts'

const hour = 3_600_000
const pageSize = 4096

async function aStoreInUse() {
  const folder = await aFilledFolder(400)
  let nowMs = start
  const broken: AppError[] = []
  const onBroken = (error: AppError) => broken.push(error)
  const { store, reports } = openIn(folder, { now: () => nowMs, onBroken })
  const advance = (ms: number) => {
    nowMs += ms
  }
  /** What is written goes by the connection that is open, as a failing disk does. */
  const damage = (name: string) => {
    const file = join(folder, name)
    const handle = openSync(file, 'r+')
    const page = Math.floor(statSync(file).size / pageSize / 2)
    writeSync(handle, Buffer.alloc(pageSize, 0x55), 0, pageSize, page * pageSize)
    // Left open: closing it would drop the locks of this process on the file.
    return file
  }
  return { folder, store, reports, broken, advance, damage }
}

describe.each(['mirror.db', 'history.db'])('a page of %s that is damaged while in use', (name) => {
  test('is found within a day, and told of once a day', async () => {
    const { store, broken, advance, damage, reports } = await aStoreInUse()
    await store.backUp()
    const file = damage(name)
    advance(23 * hour)
    await store.backUp()
    expect(broken).toEqual([])
    advance(hour)
    await store.backUp()
    expect(broken.map(({ code, message }) => [code, message])).toEqual([
      ['disk-failed', `${file} is damaged.`],
    ])
    advance(hour)
    await store.backUp()
    expect(broken).toHaveLength(1)
    expect(reports).toEqual([])
  })
})

test('sound files are read through while they are written to, and nobody waits for it', async () => {
  const { store, broken, reports, advance } = await aStoreInUse()
  advance(24 * hour)
  const checking = store.backUp()
  for (let n = 0; n < 50; n++) {
    await store.applyPage(aLook(20 + n, [aJob({ jobId: `new-${n}` })]))
    await new Promise((resolve) => setImmediate(resolve))
  }
  await checking
  expect(await store.countJobs('main')).toBe(451)
  expect(broken).toEqual([])
  expect(reports).toEqual([])
})

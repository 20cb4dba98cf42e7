import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { describe, expect, onTestFinished, test } from 'vitest'
import { aJob } from '../testing/a-job.ts'
import { aFilledFolder, aFolder, garbage, openIn } from './a-folder.ts'
import { aLook } from './a-look.ts'
import { latestVersion } from './examine-file.ts'

const namesIn = (folder: string) => readdirSync(folder).toSorted()

describe('a file that is not ours to mend', () => {
  const files = ['history.db', 'mirror.db'] as const

  test.each(files)('%s of a newer Waybill is refused, and nothing is touched', async (name) => {
    const folder = await aFilledFolder()
    const file = join(folder, name)
    const latest = latestVersion[name === 'history.db' ? 'history' : 'mirror']
    const other = join(folder, files.find((each) => each !== name) ?? '')
    const newer = new DatabaseSync(file)
    newer.exec(`PRAGMA user_version = ${latest + 1}; PRAGMA journal_mode = DELETE`)
    newer.close()
    writeFileSync(other, garbage)
    const before = [readFileSync(file), readFileSync(other)]
    expect(() => openIn(folder)).toThrow(
      `${file} was written by a newer Waybill: its version is ${latest + 1}, ` +
        `this one understands up to ${latest}`,
    )
    expect([readFileSync(file), readFileSync(other)]).toEqual(before)
    expect(namesIn(folder)).toEqual([...files, 'lock'].toSorted())
  })

  test.each(files)('%s that cannot be opened is named, and nothing is set aside', async (name) => {
    const folder = await aFilledFolder()
    const file = join(folder, name)
    rmSync(file)
    mkdirSync(file)
    expect(() => openIn(folder)).toThrow(`${file} cannot be opened: `)
    expect(existsSync(file)).toBe(true)
    expect(namesIn(folder)).toEqual([...files, 'lock'].toSorted())
  })

  test('one that another program has locked is named, and left alone', async () => {
    const folder = await aFilledFolder()
    const file = join(folder, 'mirror.db')
    const other = new DatabaseSync(file)
    onTestFinished(() => other.close())
    other.exec('PRAGMA journal_mode = DELETE; BEGIN EXCLUSIVE')
    expect(() => openIn(folder)).toThrow(`${file} cannot be opened: database is locked`)
    expect(namesIn(folder)).toEqual([...files, 'lock'].toSorted())
  })

  test('the folder is named when it is a file', () => {
    const folder = aFolder()
    writeFileSync(folder, '')
    expect(() => openIn(folder)).toThrow(join(folder, 'lock'))
  })
})

describe('two files that do not belong together', () => {
  test('the mirror of another folder is set aside', async () => {
    const [folder, other] = [await aFilledFolder(), await aFilledFolder()]
    copyFileSync(join(other, 'mirror.db'), join(folder, 'mirror.db'))
    const { store, reports } = openIn(folder)
    const file = join(folder, 'mirror.db')
    expect(reports).toEqual([
      `${file} does not belong to ${join(folder, 'history.db')}. It was set aside as ` +
        `${file}.foreign-20261124T120000.000Z; a new one begins.`,
    ])
    expect(await store.countJobs('main')).toBe(0)
  })

  test('so is an old copy of the mirror: the history knows more than one commit since', async () => {
    const folder = await aFilledFolder()
    const old = readFileSync(join(folder, 'mirror.db'))
    const { store: before } = openIn(folder)
    await before.applyPage(aLook(20, [aJob({ status: 'running' })]))
    await before.applyPage(aLook(30, [aJob({ status: 'completed' })]))
    await before.close()
    writeFileSync(join(folder, 'mirror.db'), old)
    const { store, reports } = openIn(folder)
    expect(reports[0]).toContain('does not belong to')
    await store.applyPage(aLook(40, [aJob({ status: 'completed' })]))
    expect((await store.findJob(aJob().jobId))?.transitions).toHaveLength(4)
  })
})

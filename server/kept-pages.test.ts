import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { keepPages } from './kept-pages.ts'

function setUp() {
  const folder = mkdtempSync(join(tmpdir(), 'waybill-kept-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const dist = join(folder, 'dist')
  const dataDir = join(folder, 'data')
  let starts = 0
  return {
    dist,
    dataDir,
    build(name: string) {
      rmSync(dist, { recursive: true, force: true })
      mkdirSync(join(dist, 'assets'), { recursive: true })
      writeFileSync(join(dist, 'index.html'), name)
      writeFileSync(join(dist, 'assets', `${name}.js`), `this is ${name}`)
    },
    /** Which builds' assets a process that starts now would find. */
    start() {
      starts += 1
      const folders = keepPages(dist, dataDir, new Date(1_800_000_000_000 + starts * 1000))
      return folders.map((kept) => readdirSync(join(kept, 'assets')).join())
    },
  }
}

test('the builds that ran last are kept, the newest first, and three at most', () => {
  const { build, start } = setUp()
  const seen = ['a', 'b', 'c', 'd'].map((name) => {
    build(name)
    return start()
  })
  expect(seen).toEqual([
    ['a.js'],
    ['b.js', 'a.js'],
    ['c.js', 'b.js', 'a.js'],
    ['d.js', 'c.js', 'b.js'],
  ])
})

test('a build that is put back is the newest again, and the one it replaces is kept', () => {
  const { build, start } = setUp()
  for (const name of ['a', 'b', 'a']) {
    build(name)
    start()
  }
  build('a')
  expect(start()).toEqual(['a.js', 'b.js'])
})

test('what is built anew while it runs takes nothing away', () => {
  const { build, start, dist, dataDir } = setUp()
  build('a')
  const [kept = ''] = keepPages(dist, dataDir, new Date())
  build('b')
  expect(readFileSync(join(kept, 'assets', 'a.js'), 'utf8')).toBe('this is a')
  expect(start()).toHaveLength(2)
})

test('a copy that was broken off is made anew', () => {
  const { build, start, dist, dataDir } = setUp()
  build('a')
  const [kept = ''] = keepPages(dist, dataDir, new Date())
  rmSync(kept, { recursive: true })
  mkdirSync(join(`${kept}.half`, 'assets'), { recursive: true })
  writeFileSync(join(`${kept}.half`, 'assets', 'cut.js'), '')
  expect(start()).toEqual(['a.js'])
})

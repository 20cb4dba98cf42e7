import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const root = join(import.meta.dirname, '../..')
const read = (name: string) => JSON.parse(readFileSync(join(root, name), 'utf8'))

type Locked = {
  readonly version: string
  readonly license?: string
  readonly integrity?: string
  readonly dev?: boolean
  readonly devOptional?: boolean
  readonly hasInstallScript?: boolean
}

const own = read('package.json') as {
  dependencies: Record<string, string>
  devDependencies: Record<string, string>
  allowScripts: Record<string, boolean>
}
const locked = Object.entries(read('package-lock.json').packages as Record<string, Locked>)
  .filter(([path]) => path !== '')
  .map(([path, entry]) => ({ name: path.replace(/^.*node_modules\//, ''), ...entry }))
const shipped = locked.filter(({ dev, devOptional }) => !dev && !devOptional)

/** Free to use and to pass on, without a duty to publish what uses them. */
const licences = [
  '0BSD',
  'Apache-2.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'ISC',
  'MIT',
  'OFL-1.1',
  'Unlicense',
]

test('everything that is shipped has a licence that lets us', () => {
  expect(shipped.length).toBeGreaterThan(20)
  const others = shipped.filter(({ license = 'none' }) => !licences.includes(license))
  expect(others.map(({ name, license }) => `${name}: ${license}`)).toEqual([])
})

test('every package is pinned to one version, and by its digest', () => {
  const ranges = Object.entries({ ...own.dependencies, ...own.devDependencies })
  expect(ranges.filter(([, range]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(range))).toEqual([])
  const loose = locked.filter(({ integrity }) => !integrity?.startsWith('sha512-'))
  expect(loose.map(({ name }) => name)).toEqual([])
})

test('no package runs a script at its installation that was not decided on', () => {
  const scripted = locked.filter(({ hasInstallScript }) => hasInstallScript)
  const undecided = scripted.filter(({ name }) => own.allowScripts[name] === undefined)
  expect(undecided.map(({ name }) => name)).toEqual([])
  const allowed = Object.entries(own.allowScripts).filter(([, isAllowed]) => isAllowed)
  expect(allowed.map(([name]) => name)).toEqual(['node'])
})

test.each([
  // Below these, each has a published hole in what we use of it.
  ['hono', '4.13.11'],
  ['@hono/node-server', '2.1.3'],
])('%s is at least %s, wherever it is', (name, floor) => {
  const versions = locked.filter((entry) => entry.name === name).map(({ version }) => version)
  expect(versions.length).toBeGreaterThan(0)
  const below = versions.filter(
    (version) => version.localeCompare(floor, 'en', { numeric: true }) < 0,
  )
  expect(below).toEqual([])
})

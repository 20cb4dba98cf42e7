import { expect, test } from 'vitest'
import { crossSiteFault } from './cross-site.ts'

const own = 'http://127.0.0.1:8080'

const methods = ['GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'OPTIONS']
const paths = ['/api/jobs', '/api/export', '/jobs', '/assets/first.js']
const sites = [undefined, 'same-origin', 'same-site', 'cross-site', 'none']
const dests = [undefined, 'empty', 'document', 'iframe', 'script', 'image']
const origins = [undefined, own, 'http://evil.test', 'null']
const marks = [
  { 'x-waybill': '1', 'content-type': 'application/json' },
  { 'x-waybill': '1', 'content-type': 'text/plain' },
  { 'content-type': 'application/json' },
  { 'content-type': 'application/x-www-form-urlencoded' },
]

/**
 * What is to be, as a list of everything that lets a request in; whatever is not on it stays out.
 * `*`: any; `-`: the header is not there.
 */
const letIn = [
  // our scripts and programs that are no browser, by what the browser says of them
  'GET,HEAD    | api    | same-origin | empty,-       | *     | *',
  'GET,HEAD    | api    | -           | empty,-       | own,- | *',
  'POST,PUT,DELETE,OPTIONS | * | same-origin | empty,- | *     | marked',
  'POST,PUT,DELETE,OPTIONS | * | -           | empty,- | own,- | marked',
  // the file of a link of ours or of the address bar
  'GET,HEAD    | export | same-origin,none | empty,document | * | *',
  // pages and their files: never in a frame; from elsewhere only by a followed link
  'GET,HEAD    | page   | same-origin,none,- | empty,document,script,image,- | * | *',
  'GET,HEAD    | page   | same-site,cross-site | document      | *     | *',
].map((line) => line.split('|').map((cell) => cell.trim().split(',')))

type Cell = {
  method: string
  path: string
  site: string | undefined
  dest: string | undefined
  origin: string | undefined
  mark: Partial<Record<string, string>>
}

function isLetIn({ method, path, site, dest, origin, mark }: Cell): boolean {
  const isMarked = mark['x-waybill'] === '1' && mark['content-type'] === 'application/json'
  const names = [
    [method],
    path.startsWith('/api/') ? ['api', path === '/api/export' ? 'export' : ''] : ['page'],
    [site ?? '-'],
    [dest ?? '-'],
    [origin === undefined ? '-' : origin === own ? 'own' : 'foreign'],
    [isMarked ? 'marked' : ''],
  ]
  return letIn.some((line) =>
    line.every((cell, at) => cell[0] === '*' || names[at]?.some((name) => cell.includes(name))),
  )
}

function cells(): Cell[] {
  const all: Cell[] = []
  for (const method of methods)
    for (const path of paths)
      for (const site of sites)
        for (const dest of dests)
          for (const origin of origins)
            for (const mark of marks) all.push({ method, path, site, dest, origin, mark })
  return all
}

function factsOf({ method, path, site, dest, origin, mark }: Cell) {
  const mode = dest === 'document' || dest === 'iframe' ? 'navigate' : dest && 'cors'
  const sent: Partial<Record<string, string>> = {
    'sec-fetch-site': site,
    'sec-fetch-dest': dest,
    'sec-fetch-mode': mode,
    origin,
    ...mark,
  }
  const all = (name: string) => (sent[name] === undefined ? [] : [sent[name]])
  return { method, path, ownOrigin: () => own, all }
}

test('of 11,520 requests exactly those are let in that are on the list', () => {
  const all = cells()
  expect(all).toHaveLength(11_520)
  const wrong = all.filter((cell) => (crossSiteFault(factsOf(cell)) === null) !== isLetIn(cell))
  expect(wrong).toEqual([])
  expect(all.filter(isLetIn).length).toBeGreaterThan(600)
})

test('what a page of another origin can make a browser send is never let in', () => {
  const foreign = cells().filter(
    ({ site, dest, origin }) =>
      site !== 'same-origin' &&
      site !== 'none' &&
      dest !== undefined &&
      dest !== 'document' &&
      (site !== undefined || (origin !== undefined && origin !== own)),
  )
  const readable = foreign.filter(
    (cell) => cell.path.startsWith('/api/') && crossSiteFault(factsOf(cell)) === null,
  )
  const changing = foreign.filter(
    (cell) => !['GET', 'HEAD'].includes(cell.method) && crossSiteFault(factsOf(cell)) === null,
  )
  expect([foreign.length > 1000, readable, changing]).toEqual([true, [], []])
})

test.each(['sec-fetch-site', 'sec-fetch-dest', 'origin', 'x-waybill', 'content-type'])(
  '%s twice is refused, even twice the same',
  (twice) => {
    const good: Record<string, string> = {
      'sec-fetch-site': 'same-origin',
      'sec-fetch-dest': 'empty',
      origin: own,
      'x-waybill': '1',
      'content-type': 'application/json',
    }
    const all = (name: string) => {
      const value = good[name]
      if (value === undefined) return []
      return name === twice ? [value, value] : [value]
    }
    const facts = { method: 'POST', path: '/api/jobs/one/check', ownOrigin: () => own }
    expect(crossSiteFault({ ...facts, all })).toContain(twice)
    expect(crossSiteFault({ ...facts, all: (name) => all(name).slice(0, 1) })).toBe(null)
  },
)

test.each([
  ['application/json; charset=utf-8', true],
  ['Application/JSON', true],
  ['application/json-patch', false],
  ['text/plain; application/json', false],
  ['', false],
])('content type %j changes something: %s', (type, isGood) => {
  const sent: Record<string, string> = { 'x-waybill': '1', 'content-type': type }
  const all = (name: string) => (sent[name] === undefined ? [] : [sent[name]])
  const fault = crossSiteFault({ method: 'POST', path: '/api/x', ownOrigin: () => own, all })
  expect(fault === null).toBe(isGood)
})

import {
  appendFileSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { type AuditOptions, createAuditLog } from './audit-log.ts'

const ann = { id: 'ann', name: 'Ann', role: 'viewer' }
const bob = { id: 'bob', name: 'Bob', role: 'admin' }

function aLog(given: Partial<AuditOptions> = {}) {
  const folder = given.folder ?? mkdtempSync(join(tmpdir(), 'waybill-audit-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const failures: unknown[] = []
  const clock = { nowMs: Date.parse('2026-11-24T02:10:00.000Z') }
  const onFailure = (error: unknown) => void failures.push(error)
  const log = createAuditLog({ now: () => clock.nowMs, onFailure, ...given, folder })
  return { ...log, folder, clock, failures, file: join(folder, 'audit.jsonl') }
}

test('somebody who looks at a connection is noted once an hour, each of them', async () => {
  const log = aLog()
  for (let asks = 0; asks < 50; asks += 1) log.noteView(ann, 'fleet')
  log.noteView(bob, 'fleet')
  log.noteView(ann, 'lab')
  log.clock.nowMs += 49 * 60_000
  log.noteView(ann, 'fleet')
  log.clock.nowMs += 60_000
  log.noteView(ann, 'fleet')
  const { entries } = await log.read(null, 50)
  expect(
    entries.map(({ n, at, viewer, ...event }) => [n, at.slice(11, 16), viewer.id, event]),
  ).toEqual([
    [4, '03:00', 'ann', { action: 'view', connection: 'fleet' }],
    [3, '02:10', 'ann', { action: 'view', connection: 'lab' }],
    [2, '02:10', 'bob', { action: 'view', connection: 'fleet' }],
    [1, '02:10', 'ann', { action: 'view', connection: 'fleet' }],
  ])
  expect(statSync(log.file).mode & 0o777).toBe(0o600)
  expect(readFileSync(log.file, 'utf8').split('\n')).toHaveLength(5)
})

test('pages go from the newest to the oldest, whatever is noted between them', async () => {
  const log = aLog()
  const note = (jobId: string) => log.note(ann, { action: 'result', connection: 'fleet', jobId })
  for (let n = 1; n <= 5; n += 1) note(`job-${n}`)
  const first = await log.read(null, 2)
  note('job-6')
  const second = await log.read(Number(first.nextToken), 2)
  const third = await log.read(Number(second.nextToken), 2)
  expect([first, second, third].map(({ entries }) => entries.map(({ n }) => n))).toEqual([
    [5, 4],
    [3, 2],
    [1],
  ])
  expect(third.nextToken).toBeNull()
})

test('a file that is full is set aside, so many are kept, and the numbers go on', async () => {
  const log = aLog({ mostBytes: 600, keptFiles: 2 })
  for (let n = 1; n <= 40; n += 1) {
    log.note(ann, { action: 'result', connection: 'fleet', jobId: `job-${n}` })
  }
  await log.close()
  expect(readdirSync(log.folder).sort()).toEqual(['audit.1.jsonl', 'audit.2.jsonl', 'audit.jsonl'])
  for (const name of readdirSync(log.folder)) {
    expect(statSync(join(log.folder, name)).size).toBeLessThanOrEqual(600)
  }
  const { entries } = await log.read(null, 100)
  const numbers = entries.map(({ n }) => n)
  expect(numbers[0]).toBe(40)
  expect(numbers).toEqual(numbers.map((_, index) => 40 - index))
  expect(numbers.length).toBeGreaterThan(8)
})

test('a new process goes on after the last number, and after a line that was cut', async () => {
  const before = aLog()
  before.noteView(ann, 'fleet')
  before.noteView(bob, 'fleet')
  await before.close()
  appendFileSync(before.file, '{"n":3,"at":"2026-')
  const after = aLog({ folder: before.folder })
  after.noteView(ann, 'lab')
  const { entries } = await after.read(null, 10)
  expect(entries.map(({ n, viewer }) => [n, viewer.id])).toEqual([
    [3, 'ann'],
    [2, 'bob'],
    [1, 'ann'],
  ])
})

test('what cannot be written is told, stops nothing, and is tried again the next time', async () => {
  const log = aLog({ folder: join(tmpdir(), 'waybill-nowhere', 'at-all') })
  expect(() => log.noteView(ann, 'fleet')).not.toThrow()
  await log.close()
  expect(log.failures).toEqual([expect.objectContaining({ code: 'ENOENT' })])
  log.noteView(ann, 'fleet')
  await log.close()
  expect(log.failures).toHaveLength(2)
})

test('no text of a viewer or a job makes a line of its own', async () => {
  const log = aLog()
  writeFileSync(log.file, '')
  const odd = { id: 'a\n{"n":9}', name: 'x\r\n', role: 'viewer' }
  log.note(odd, { action: 'result', connection: 'fleet', jobId: '\n\n' })
  const { entries } = await log.read(null, 10)
  expect(entries).toMatchObject([{ n: 1, viewer: odd, jobId: '\n\n' }])
  expect(readFileSync(log.file, 'utf8').split('\n')).toHaveLength(2)
})

test('of refusals that are alike one an hour is noted, and few in all, however many come', async () => {
  const log = aLog()
  const nobody = { id: 'anonymous', name: 'anonymous', role: 'anonymous' }
  const refuse = (viewer: typeof ann, peer = '10.0.0.1') =>
    log.noteRefused(viewer, { action: 'refused', by: 'oidc', why: 'not-allowed', peer })
  for (let count = 0; count < 1000; count += 1) refuse(nobody, `10.0.0.${count}`)
  for (let count = 0; count < 1000; count += 1) refuse({ ...ann, id: `ann-${count}` })
  const { entries } = await log.read(null, 200)
  expect(entries).toHaveLength(51)
  expect(entries.at(-1)).toMatchObject({ viewer: nobody, why: 'not-allowed', peer: '10.0.0.0' })
  expect(entries[0]).toMatchObject({ viewer: nobody, why: 'many', by: 'oidc' })
  log.clock.nowMs += 3_600_000
  refuse(nobody)
  refuse(nobody)
  expect((await log.read(null, 200)).entries).toHaveLength(52)
})

import { randomBytes } from 'node:crypto'
import { expect, test } from 'vitest'
import { replayedMs } from '../jobs/job-store.ts'
import { sealedIds as sealedIdsAt } from './event-ids.ts'

const key = randomBytes(32)
const id = '0897fb759546ccbb.41'
const clock = { nowMs: 1000.5 }
const sealedIds = (key: Buffer, scope: string) => sealedIdsAt(key, scope, () => clock.nowMs)

test('a sealed id opens where it was sealed, and tells nobody what is in it', () => {
  const ids = sealedIds(key, 'factory')
  const sealed = ids.write(id)
  expect(sealed).toMatch(/^[\w-]+$/)
  expect(ids.read(sealed)).toEqual({ id, atMs: 1000 })
  expect(sealed).not.toContain('0897')
  expect(Buffer.from(sealed, 'base64url').toString('latin1')).not.toContain('0897')
})

test('two of the same id are not alike, and those of short and long numbers are as long', () => {
  const ids = sealedIds(key, 'factory')
  expect(ids.write(id)).not.toBe(ids.write(id))
  const long = `0897fb759546ccbb.${'9'.repeat(15)}`
  expect(ids.write(long)).toHaveLength(ids.write('0897fb759546ccbb.1').length)
  expect(ids.read(ids.write(long))?.id).toBe(long)
})

test('it opens for no other scope and with no other key', () => {
  const sealed = sealedIds(key, 'factory').write(id)
  expect(sealedIds(key, 'retail').read(sealed)).toBeNull()
  expect(sealedIds(randomBytes(32), 'factory').read(sealed)).toBeNull()
})

test('it opens for so long, and one that is replayed for as long as the one that it is told after', () => {
  const ids = sealedIds(key, 'factory')
  const sealed = ids.write(id)
  const startMs = clock.nowMs
  clock.nowMs = startMs + replayedMs / 2
  const { atMs = 0 } = ids.read(sealed) ?? {}
  const replayed = ids.write(id, atMs)
  expect(ids.read(replayed)?.atMs).toBe(atMs)
  clock.nowMs = startMs + replayedMs
  expect([ids.read(sealed), ids.read(replayed)]).toEqual([null, null])
  clock.nowMs = startMs
})

test('what was not sealed here is none', () => {
  const ids = sealedIds(key, 'factory')
  const sealed = ids.write(id)
  const turned = Buffer.from(sealed, 'base64url')
  turned[40] = (turned[40] ?? 0) ^ 1
  const others = ['', id, 'null', sealed.slice(1), `${sealed}=`, `${sealed}\n`, ` ${sealed}`]
  for (const text of [...others, turned.toString('base64url'), 'A'.repeat(sealed.length)]) {
    expect(ids.read(text), text).toBeNull()
  }
})

import { DatabaseSync } from 'node:sqlite'
import { expect, test } from 'vitest'
import { replayedMs } from '../jobs/job-store.ts'
import { createEventLog } from './event-log.ts'
import { createQueries } from './queries.ts'

/** As the mirror's schema has it. */
const schema = `
  CREATE TABLE events (seq INTEGER PRIMARY KEY AUTOINCREMENT, changes TEXT, change_count INTEGER);
  CREATE TABLE mirror_state (epoch TEXT);
  INSERT INTO mirror_state VALUES ('abc')`

function aLog() {
  const handle = new DatabaseSync(':memory:')
  handle.exec(schema)
  const clock = { nowMs: 1_000_000 }
  const log = createEventLog({
    db: createQueries(handle),
    now: () => clock.nowMs,
    report: () => {},
  })
  const commit = (count: number) => {
    for (let at = 0; at < count; at += 1) {
      log.append([{ connection: 'main', jobId: `${at}`, kind: 'changed' }])
    }
  }
  const kept = (id: string) => {
    const parts = [...(log.readInParts(id) ?? [null])]
    return parts.includes(null) ? null : parts.flat()
  }
  return { ...log, clock, commit, kept }
}

test('what happened of late is kept, however much it is; of what is older, the newest', () => {
  const log = aLog()
  const first = log.lastId()
  log.commit(5000)
  expect(log.kept(first)).toHaveLength(5000)
  const later = log.lastId()
  log.clock.nowMs += replayedMs + 1
  log.commit(5000)
  expect(log.kept(first)).toBeNull()
  expect(log.kept(later)).toHaveLength(5000)
  log.clock.nowMs += replayedMs + 1
  log.commit(256)
  expect(log.kept(later)).toBeNull()
  expect(log.kept('abc.7500')).toHaveLength(2756)
})

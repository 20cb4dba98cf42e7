import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { JobChange } from '../jobs/job-store.ts'
import {
  isEventId,
  jobsFrame,
  placeOf,
  readyFrame,
  resetFrame,
  retryFrame,
  syncFrame,
} from './event-frames.ts'
import { plainIds } from './event-ids.ts'

test('each frame is text of one event, its data one line of JSON', () => {
  const changes: JobChange[] = [{ connection: 'here', jobId: 'one', kind: 'added' }]
  expect(readyFrame('a.1').toString()).toBe('id: a.1\nevent: ready\ndata: {}\n\n')
  expect(resetFrame('a.1').toString()).toBe('id: a.1\nevent: reset\ndata: {}\n\n')
  expect(retryFrame(1234.5).toString()).toBe('retry: 1235\n\n')
  expect(syncFrame({ connections: [] }).toString()).toBe(
    'event: sync\ndata: {"connections":[]}\n\n',
  )
  expect(jobsFrame({ id: 'a.12', changes }, plainIds)).toEqual({
    bytes: Buffer.from(`id: a.12\nevent: jobs\ndata: ${JSON.stringify({ changes })}\n\n`),
    place: 12,
  })
})

test('no text of a job or a connection makes an event of its own', () => {
  const odd = fc.string({ unit: fc.constantFrom('\r', '\n', '\0', '\u2028', 'data: ', 'id', 'é') })
  fc.assert(
    fc.property(odd, odd, (connection, jobId) => {
      const changes: JobChange[] = [{ connection, jobId, kind: 'changed' }]
      const text = jobsFrame({ id: 'a.1', changes }, plainIds).bytes.toString()
      const [, , data = '', ...after] = text.split(/\r\n|\r|\n/)
      expect(after).toEqual(['', ''])
      expect(JSON.parse(data.slice('data: '.length))).toEqual({ changes })
    }),
  )
})

test.each(['0897fb759546ccbb.0', 'a.1', 'A-b_9.999999999999999'])('%s may be an id', (id) => {
  expect(isEventId(id)).toBe(true)
  expect(placeOf(id)).toBe(Number(id.split('.')[1]))
})

test.each(['', '1', 'a.', '.1', 'a.-1', 'a.1e3', 'a.1\n', 'a b.1', 'a.9999999999999999', '<.1'])(
  '%j cannot be one',
  (id) => {
    expect(isEventId(id)).toBe(false)
  },
)

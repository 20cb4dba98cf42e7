import { isDeepStrictEqual } from 'node:util'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { AppError } from '../errors.ts'
import type { Job } from '../jobs/job.ts'
import { proofRuns } from '../testing/proof-runs.ts'
import { fuzzedReply } from './fuzz-faults.ts'
import { createRandom } from './fuzz-tree.ts'
import { parseLossless } from './lossless-json.ts'
import { type Decoded, decodeReply } from './reference-decoder.ts'
import { readReply } from './wire.ts'
import { toJobRows } from './wire-jobs.ts'

const runs = proofRuns({ short: 50_000, long: 1_000_000 })
const json = 'application/json;charset=utf-8'

/** As the client reads a reply. Anything that is thrown but an `AppError` is a crash. */
function decode(text: string, contentType: string): Decoded {
  const reply = readReply(text, contentType)
  const { requestId } = reply
  if (reply.kind === 'unreadable') return { kind: 'unreadable-reply', requestId }
  if (reply.kind === 'failure') return reply
  try {
    const { texts, ...rows } = toJobRows(reply.data, requestId)
    expectSameRows(rows.jobs, texts)
    return { kind: 'rows', requestId, ...rows }
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'unreadable-reply') throw error
    return { kind: 'unreadable-reply', requestId: error.details.requestId ?? null }
  }
}

/** A row's own text states the same job, to the last digit. */
function expectSameRows(jobs: readonly Job[], texts: ReadonlyMap<string, string>) {
  const last = new Map(jobs.map((job) => [job.jobId, job]))
  const items = [...texts.values()].join(',')
  // No deeper than the reply had them: what nests at the very limit must not be pushed over it.
  const again = toJobRows(parseLossless(`{"JobInfo":[${items}]}`), null).jobs
  if (!isDeepStrictEqual(again, [...last.values()])) expect(again).toEqual([...last.values()])
}

test(
  'every reply is read as the slow reader reads it, to the last row and digit',
  () => {
    const seen = { rows: 0, read: 0, unreadable: 0, failure: 0, 'unreadable-reply': 0 }
    fc.assert(
      fc.property(fc.noBias(fc.integer()), (seed) => {
        const { text, contentType } = fuzzedReply(createRandom(seed))
        const got = decode(text, contentType)
        const expected = decodeReply(text, contentType)
        if (!isDeepStrictEqual(got, expected))
          expect({ text, ...got }).toEqual({ text, ...expected })
        seen[got.kind] += 1
        if (got.kind !== 'rows') return
        seen.read += got.jobs.length
        seen.unreadable += got.unreadable
      }),
      { numRuns: runs, endOnFailure: true, examples: [[-172578065]] },
    )
    // Were most of the replies refused as a whole, little would have been compared.
    expect(seen.rows / runs).toBeGreaterThan(0.4)
    expect(seen.read / seen.rows).toBeGreaterThan(1)
    expect(seen.unreadable).toBeGreaterThan(runs / 50)
    expect(seen.failure).toBeGreaterThan(runs / 100)
    expect(seen['unreadable-reply']).toBeGreaterThan(runs / 100)
  },
  runs * 4,
)

test('the documented reply, which both read', () => {
  expect(decodeReply('{"Success":true,"Data":{"JobInfo":{"items":{"JobId":"a"}}}}', json)).toEqual(
    decode('{"Success":true,"Data":{"JobInfo":{"items":[{"JobId":"a"}]}}}', json),
  )
})

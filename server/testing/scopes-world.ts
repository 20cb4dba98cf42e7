import fc from 'fast-check'
import { knownStatuses } from '../jobs/job.ts'
import { type JobFilter, type JobSort, sortKeys } from '../jobs/job-filter.ts'
import type { JobGrant, JobScope } from '../jobs/job-scope.ts'
import { aJob } from './a-job.ts'
import { connections } from './scopes-house.ts'

const products = ['p1', 'p2', 'p3']
const uids = ['10001', '10002', '10003', '10004']
const instances = ['iot-1', 'iot-2', 'iot-3'].map((id) => ({ id, name: '', region: `of-${id}` }))
const createdAts = [0, 1, 2].map((hour) => `2026-11-2${hour}T02:00:00.000Z`)

const oneOf = <T>(values: readonly T[]) => fc.constantFrom(...values)
const someOf = (values: readonly string[]) =>
  fc.uniqueArray(oneOf(values), { minLength: 1, maxLength: 2 })

const anyGrant: fc.Arbitrary<JobGrant> = fc
  .record(
    { connections: someOf(connections), accounts: someOf(uids), products: someOf(products) },
    { requiredKeys: [] },
  )
  .filter((grant) => Object.keys(grant).length > 0)
const anyScope: fc.Arbitrary<JobScope> = fc.oneof(
  { weight: 12, arbitrary: fc.array(anyGrant, { maxLength: 3 }) },
  { weight: 1, arbitrary: fc.constant('everything' as const) },
)

const jobIds = Array.from({ length: 12 }, (_, n) => `job-${n}`)
const anyJob = fc
  .record({
    jobId: oneOf(jobIds),
    productKey: oneOf(products),
    sourceUid: oneOf(uids),
    targetUid: oneOf(uids),
    status: oneOf(knownStatuses),
    source: oneOf(instances),
    targets: fc.uniqueArray(oneOf(instances), { maxLength: 2 }),
    deviceCount: oneOf([null, 1, 100]),
    createdAt: oneOf([null, ...createdAts]),
  })
  .map(aJob)
const someJobs = (minLength: number, maxLength: number) =>
  fc.uniqueArray(anyJob, { selector: ({ jobId }) => jobId, minLength, maxLength, size: 'max' })
const anyWrite = fc.record({
  connection: oneOf(connections),
  jobs: someJobs(1, 4),
  /** Which of all jobs then goes missing; beyond them: none does. */
  lost: fc.nat(60),
})

const anyFilter: fc.Arbitrary<JobFilter> = fc.record(
  {
    status: someOf(knownStatuses),
    productKey: someOf(products),
    targetUid: someOf(uids),
    sourceInstance: someOf(['iot-1', 'iot-2']),
    targetRegion: someOf(['of-iot-1', 'of-iot-3']),
    connection: someOf([...connections, 'nowhere']),
    jobId: someOf(jobIds),
    q: oneOf(['job-1', '10002', 'iot', 'p3']),
    devicesFrom: fc.constant(1),
    createdTo: oneOf(createdAts),
    missing: oneOf(['shown', 'only'] as const),
  },
  { requiredKeys: [] },
)
const fewParts = anyFilter.chain((filter) =>
  fc
    .subarray(Object.entries(filter), { maxLength: Math.min(2, Object.keys(filter).length) })
    .map((parts): JobFilter => Object.fromEntries(parts)),
)
const anySort: fc.Arbitrary<JobSort> = fc.record({ by: oneOf(sortKeys), descending: fc.boolean() })
const kinds = ['list', 'facets', 'job', 'received', 'result', 'check', 'export', 'sync'] as const
const anyQuestion = fc.record({
  kind: oneOf(kinds),
  filter: fewParts,
  sort: anySort,
  pageSize: fc.integer({ min: 1, max: 5 }),
  jobId: oneOf([...jobIds, 'nobody']),
  connection: fc.option(oneOf([...connections, 'nowhere']), { nil: undefined, freq: 2 }),
})
export type Question = typeof anyQuestion extends fc.Arbitrary<infer Value> ? Value : never

const anyTurn = fc.record({
  write: anyWrite,
  questions: fc.array(anyQuestion, { minLength: 5, maxLength: 5 }),
  /** What upstream has and the mirror has not, asked for by id. */
  newcomer: fc.option(fc.tuple(oneOf(connections), anyJob), { freq: 2 }),
  /** Whose event stream is cut before the write, and comes back after it. */
  cut: fc.option(fc.nat(1), { freq: 2 }),
})
/** Jobs, who may see which, and what happens: small, so that ties and matches are common. */
export const anyWorld = fc.record({
  scopes: fc.tuple(anyScope, anyScope),
  /** Of each connection. */
  start: fc.array(someJobs(4, 12), { minLength: 3, maxLength: 3 }),
  turns: fc.array(anyTurn, { minLength: 6, maxLength: 6 }),
})
export type World = typeof anyWorld extends fc.Arbitrary<infer Value> ? Value : never

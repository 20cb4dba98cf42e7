import fc from 'fast-check'
import type { Job } from '../jobs/job.ts'
import type { JobFilter, JobSort } from '../jobs/job-filter.ts'
import { missingChoices, sortKeys } from '../jobs/job-filter.ts'
import { aJob } from '../testing/a-job.ts'
import { start } from './a-look.ts'

export const hour = 3_600_000

/** The two that jobs of tests are of. */
export const connections = ['main', 'other'] as const
const statuses = ['initializing', 'running', 'completed', 'interrupted', 'unknown-7'] as const
const products = ['a1BwAGV4kPz', 'A1B%', 'a1b_']
const instances = [
  { id: 'iot-1', name: 'Werk Zürich', region: 'eu-central-1' },
  { id: 'iot-2', name: '100% 工厂', region: 'cn-shanghai' },
  { id: 'iot-3', name: '', region: 'cn-shanghai' },
  { id: 'iot-4', name: 'a_b', region: '' },
]
const uids = ['1984268643261234567', '19842686432612345678901', '1984****']
const createdAts = [-50, -24, -24, -1, 0].map((h) => new Date(start + h * hour).toISOString())

/** Few values each, so that ties, nulls and matches are common. Ids are given out later. */
export const anyJob: fc.Arbitrary<Job> = fc
  .record({
    productKey: fc.constantFrom(...products),
    status: fc.constantFrom(...statuses),
    strategy: fc.constantFrom('specified-region' as const, 'nearest-region' as const),
    source: fc.constantFrom(...instances),
    targets: fc.array(fc.constantFrom(...instances), { maxLength: 3 }),
    targetUid: fc.constantFrom(...uids),
    deviceCount: fc.constantFrom(null, 0, 7, 4800),
    createdAt: fc.constantFrom(null, ...createdAts),
  })
  .map(aJob)

const someOf = (values: readonly string[]) =>
  fc.uniqueArray(fc.constantFrom(...values), { minLength: 1, maxLength: 3 })

export const anyFilter: fc.Arbitrary<JobFilter> = fc
  .record(
    {
      status: someOf(statuses),
      productKey: someOf(products),
      strategy: someOf(['specified-region', 'nearest-region']),
      sourceInstance: someOf(['iot-1', 'iot-2', 'iot-9']),
      targetInstance: someOf(['iot-1', 'iot-2', 'iot-3']),
      sourceRegion: someOf(['eu-central-1', 'cn-shanghai']),
      targetRegion: someOf(['eu-central-1', 'cn-shanghai']),
      targetUid: someOf(uids),
      connection: someOf(connections),
      jobId: someOf(['job-3', 'job-4', 'job-5', 'job-77']),
      q: fc.constantFrom('B%', 'b_', 'ZÜRICH', '工', '****', '123456789', 'job-1', '\\'),
      createdFrom: fc.constantFrom('-P1D', '-PT1H', createdAts[1] ?? ''),
      createdTo: fc.constantFrom('-PT1H', createdAts[3] ?? ''),
      devicesFrom: fc.constantFrom(0, 1, 100),
      devicesTo: fc.constantFrom(0, 1, 100, 999_999_999),
      missing: fc.constantFrom(...missingChoices),
    },
    { requiredKeys: [] },
  )
  // With every part there would hardly be a match: keep two at most.
  .chain((filter) => {
    const names = Object.keys(filter) as (keyof JobFilter)[]
    return fc
      .subarray(names, { maxLength: Math.min(names.length, 2) })
      .map((kept) => Object.fromEntries(kept.map((name) => [name, filter[name]])))
  })

export const anySort: fc.Arbitrary<JobSort> = fc.record({
  by: fc.constantFrom(...sortKeys),
  descending: fc.boolean(),
})

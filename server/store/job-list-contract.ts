import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Job } from '../jobs/job.ts'
import type { JobFilter, JobSort } from '../jobs/job-filter.ts'
import { missingChoices, sortKeys } from '../jobs/job-filter.ts'
import type { JobStore } from '../jobs/job-store.ts'
import { facetNames } from '../jobs/job-store.ts'
import { aJob } from '../testing/a-job.ts'
import { aWalk, start } from './a-look.ts'
import type { ModelJob } from './job-list-model.ts'
import { countFacet, inOrderOf, matchesFilter } from './job-list-model.ts'
import type { MakeStore } from './make-store.ts'

const hour = 3_600_000

const connections = ['main', 'other'] as const
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
const anyJob: fc.Arbitrary<Job> = fc
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

const anyFilter: fc.Arbitrary<JobFilter> = fc
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

const anySort: fc.Arbitrary<JobSort> = fc.record({
  by: fc.constantFrom(...sortKeys),
  descending: fc.boolean(),
})

/** Puts jobs into a store and into the model of it, in pages of one connection each. */
async function takeIn(store: JobStore, model: ModelJob[], jobs: readonly Job[]): Promise<void> {
  for (const [index, job] of jobs.entries()) {
    const known = model.length
    const connection = connections[known % 2] ?? 'main'
    // Ids come in no order, and some are in both connections.
    const jobId = `job-${Math.floor(known / 2) + (known % 4 === 1 ? 0 : known * 7)}`
    const seenAtMs = start + (index % 3)
    const named = { ...job, jobId }
    if (model.some((each) => each.jobId === jobId && each.connection === connection)) continue
    await store.applyPage({ connection, sentAtMs: start, receivedAtMs: seenAtMs, jobs: [named] })
    model.push({ ...named, connection, seenAtMs, isMissing: false })
  }
}

/** Two walks list none of the jobs that are there; every third one is not found by id either. */
async function loseSome(store: JobStore, model: ModelJob[]): Promise<void> {
  for (const connection of connections) {
    await store.noteAbsences(connection, aWalk(1, 2))
    await store.noteAbsences(connection, aWalk(3, 4))
  }
  for (const [index, job] of model.entries()) {
    if (index % 3 !== 1) continue
    const sentAtMs = start + 5_000
    expect(await store.confirmAbsence(job.connection, job.jobId, sentAtMs)).toBe(true)
    model[index] = { ...job, isMissing: true }
  }
}

const keyOf = (job: { readonly connection: string; readonly jobId: string }) =>
  `${job.connection}/${job.jobId}`

export function jobListContract(makeStore: MakeStore): void {
  test('a walk by token shows every job once and in order while new ones arrive', async () => {
    const walk = fc.record({
      jobs: fc.array(anyJob, { maxLength: 40, size: 'max' }),
      arrivals: fc.array(fc.array(anyJob, { maxLength: 3 }), { maxLength: 8, size: 'max' }),
      pageSizes: fc.array(fc.integer({ min: 1, max: 12 }), { minLength: 1, maxLength: 6 }),
      filter: anyFilter,
      sort: anySort,
    })
    await fc.assert(
      fc.asyncProperty(walk, async ({ jobs, arrivals, pageSizes, filter, sort }) => {
        let nowMs = start
        const store = await makeStore({ now: () => nowMs })
        const model: ModelJob[] = []
        await takeIn(store, model, jobs)
        await loseSome(store, model)
        const expected = model.filter((job) => matchesFilter(job, filter, start))

        const walked: string[] = []
        let nextToken: string | undefined
        for (let page = 0; page === 0 || nextToken !== undefined; page += 1) {
          const pageSize = pageSizes[page % pageSizes.length] ?? 1
          const answer = await store.listJobs({ filter, sort, pageSize, nextToken })
          if (page === 0) expect(answer.jobCount).toBe(expected.length)
          expect(answer.jobs.length).toBeLessThanOrEqual(pageSize)
          walked.push(...answer.jobs.map(keyOf))
          expect(walked.length).toBeLessThanOrEqual(model.length)
          nextToken = answer.nextToken ?? undefined
          nowMs += 6 * hour
          await takeIn(store, model, arrivals[page] ?? [])
        }
        await store.close()

        const old = new Set(expected.map(keyOf))
        expect(walked.filter((key) => old.has(key))).toEqual(
          expected.sort(inOrderOf(sort)).map(keyOf),
        )
        const byKey = new Map(model.map((job) => [keyOf(job), job]))
        const seen = walked.flatMap((key) => byKey.get(key) ?? [])
        expect(new Set(walked).size).toBe(seen.length)
        expect(seen).toEqual([...seen].sort(inOrderOf(sort)))
        expect(seen.every((job) => matchesFilter(job, filter, start))).toBe(true)
      }),
      { numRuns: 300 },
    )
  }, 60_000)

  test('facets count what the other filters leave, a job once for each value', async () => {
    const world = fc.record({
      jobs: fc.array(anyJob, { maxLength: 30, size: 'max' }),
      filter: anyFilter,
      isLosing: fc.boolean(),
    })
    await fc.assert(
      fc.asyncProperty(world, async ({ jobs, filter, isLosing }) => {
        const store = await makeStore({ now: () => start })
        const model: ModelJob[] = []
        await takeIn(store, model, jobs)
        if (isLosing) await loseSome(store, model)
        const facets = await store.countFacets(filter)
        await store.close()
        for (const facet of facetNames) {
          const counted = facets[facet].map(({ value, count }) => ({ value, count }))
          expect(counted, facet).toEqual(countFacet(model, facet, filter, start))
        }
      }),
      { numRuns: 150 },
    )
  }, 60_000)
}

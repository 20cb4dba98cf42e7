import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Job } from '../jobs/job.ts'
import type { JobStore } from '../jobs/job-store.ts'
import { facetNames } from '../jobs/job-store.ts'
import { aWalk, start } from './a-look.ts'
import { anyFilter, anyJob, anySort, connections, hour } from './any-job-list.ts'
import type { ModelJob } from './job-list-model.ts'
import { countFacet, inOrderOf, matchesFilter } from './job-list-model.ts'
import type { MakeStore } from './make-store.ts'

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

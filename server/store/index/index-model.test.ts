import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Job } from '../../jobs/job.ts'
import type { JobFilter, JobSort } from '../../jobs/job-filter.ts'
import { isWithin, type JobScope } from '../../jobs/job-scope.ts'
import { facetNames } from '../../jobs/job-store.ts'
import { proofRuns } from '../../testing/proof-runs.ts'
import { aFolder, openIn } from '../a-folder.ts'
import { aWalk, start } from '../a-look.ts'
import { anyFilter, anyJob, anySort, connections } from '../any-job-list.ts'
import { countFacet, inOrderOf, type ModelJob, matchesFilter } from '../job-list-model.ts'

const anyId = fc.constantFrom('job-1', 'job-3', 'JOB-3', 'job-5', 'Job-工', 'jÖb-7', 'j')
const anyScope: fc.Arbitrary<JobScope> = fc.constantFrom<JobScope[]>(
  'everything',
  'everything',
  [{ connections: ['main'] }],
  [{ products: ['A1B%'] }, { accounts: ['1984****'], connections: ['other'] }],
)

type Act =
  | { readonly do: 'look' | 'fail'; readonly connection: string; readonly jobs: readonly Job[] }
  | { readonly do: 'lose'; readonly connection: string; readonly jobId: string }
  | { readonly do: 'reopen' }
  | {
      readonly do: 'ask'
      readonly filter: JobFilter
      readonly sort: JobSort
      readonly scope: JobScope
      readonly pageSize: number
    }

const connection = fc.constantFrom(...connections)
const jobs = fc
  .uniqueArray(fc.tuple(anyId, anyJob), { selector: ([jobId]) => jobId, maxLength: 5 })
  .map((named) => named.map(([jobId, job]) => ({ ...job, jobId })))

const anyAct: fc.Arbitrary<Act> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ do: fc.constant('look' as const), connection, jobs }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('fail' as const), connection, jobs }) },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant('lose' as const), connection, jobId: anyId }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('reopen' as const) }) },
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constant('ask' as const),
      filter: anyFilter,
      sort: anySort,
      scope: anyScope,
      pageSize: fc.integer({ min: 1, max: 5 }),
    }),
  },
)

const keyOf = (job: { readonly connection: string; readonly jobId: string }) =>
  `${job.connection}/${job.jobId}`

/** A store in files, and the model of what is in it. */
function aWorld(folder: string) {
  const model = new Map<string, ModelJob>()
  let { store } = openIn(folder)
  let second = 0

  async function look(named: string, page: readonly Job[]) {
    second += 10
    const receivedAtMs = start + second * 1000 + 500
    const sentAtMs = start + second * 1000
    await store.applyPage({ connection: named, sentAtMs, receivedAtMs, jobs: page })
    for (const job of page) {
      const known = model.get(keyOf({ connection: named, jobId: job.jobId }))
      const isAnother =
        known && known.createdAt !== null && job.createdAt !== null
          ? known.createdAt !== job.createdAt
          : false
      const isSame = known && known.status === job.status && !isAnother
      const seenAtMs = isSame ? known.seenAtMs : receivedAtMs
      const now = { ...job, connection: named, seenAtMs, isMissing: false }
      model.set(keyOf(now), now)
    }
  }

  /** Nothing of it may be seen, or be in the way of what comes. */
  async function fail(named: string, page: readonly Job[]) {
    const impossible = { jobId: 'never', productKey: null } as unknown as Job
    const sentAtMs = start + second * 1000
    const broken = [...page, { ...page[0], ...impossible, targets: [] } as Job]
    const observed = { connection: named, sentAtMs, receivedAtMs: sentAtMs, jobs: broken }
    await expect(store.applyPage(observed)).rejects.toThrow()
  }

  async function lose(named: string, jobId: string) {
    for (const _ of [1, 2]) {
      await store.noteAbsences(named, aWalk(second + 2, second + 4))
      second += 5
    }
    const known = model.get(keyOf({ connection: named, jobId }))
    const isLost = await store.confirmAbsence(named, jobId, start + second * 1000)
    expect(isLost).toBe(known !== undefined && !known.isMissing)
    if (known) model.set(keyOf(known), { ...known, isMissing: true })
  }

  async function ask({ filter, sort, scope, pageSize }: Extract<Act, { do: 'ask' }>) {
    const view = store.within(scope)
    const all = [...model.values()].filter((job) => isWithin(scope, job))
    const expected = all.filter((job) => matchesFilter(job, filter, start)).sort(inOrderOf(sort))
    const listed: string[] = []
    let nextToken: string | null | undefined
    while (nextToken !== null) {
      const page = await view.listJobs({ filter, sort, pageSize, nextToken })
      expect(page.jobCount).toBe(expected.length)
      listed.push(...page.jobs.map(keyOf))
      expect(listed.length).toBeLessThanOrEqual(expected.length)
      nextToken = page.nextToken
    }
    expect(listed).toEqual(expected.map(keyOf))
    const facets = await view.countFacets(filter)
    for (const facet of facetNames) {
      const counted = facets[facet].map(({ value, count }) => ({ value, count }))
      expect(counted, facet).toEqual(countFacet(all, facet, filter, start))
    }
    for (const named of connections) {
      const known = all.filter((job) => job.connection === named && !job.isMissing)
      expect(await view.countJobs(named)).toBe(known.length)
    }
  }

  return {
    async perform(act: Act) {
      if (act.do === 'look') await look(act.connection, act.jobs)
      else if (act.do === 'fail') await fail(act.connection, act.jobs)
      else if (act.do === 'lose') await lose(act.connection, act.jobId)
      else if (act.do === 'ask') await ask(act)
      else {
        await store.close()
        store = openIn(folder).store
      }
    },
    close: () => store.close(),
  }
}

test(
  'every list, count and facet is that of the jobs as the last commit left them',
  async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anyAct, { maxLength: 25, size: 'max' }), async (acts) => {
        const world = aWorld(aFolder())
        for (const act of acts) await world.perform(act)
        await world.close()
      }),
      { numRuns: proofRuns({ short: 40, long: 3_000 }) },
    )
  },
  proofRuns({ short: 120_000, long: 7_200_000 }),
)

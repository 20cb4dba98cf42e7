import type { Job } from '../jobs/job.ts'
import type { JobFilter, JobSort } from '../jobs/job-filter.ts'
import type { JobScope } from '../jobs/job-scope.ts'
import { type FacetName, facetNames, type JobChange } from '../jobs/job-store.ts'
import { countFacet, inOrderOf, type ModelJob, matchesFilter } from '../store/job-list-model.ts'

/** Any text that one job alone has, at one time alone: who reads it has read of that job. */
const tagOf = ({ connection, jobId }: Named, version: number) =>
  `<${connection}/${jobId}/${version}>`
const tags = /<[\w/-]+>/g

type Named = { readonly connection: string; readonly jobId: string }
const keyOf = ({ connection, jobId }: Named) => `${connection}/${jobId}`

/** Written apart from the rule that it is held against. */
function isVisible(scope: JobScope, job: ModelJob): boolean {
  if (scope === 'everything') return true
  for (const { connections, accounts, products } of scope) {
    if (connections && !connections.includes(job.connection)) continue
    if (products && !products.includes(job.productKey)) continue
    if (accounts && ![job.sourceUid, job.targetUid].some((uid) => accounts.includes(uid))) continue
    return true
  }
  return false
}

/** All jobs in the order in which they came, and what each of the viewers may be told of them. */
export function createScopesModel(nowMs: number) {
  const jobs = new Map<string, ModelJob>()
  const versions = new Map<string, number>()

  /** The job with its tag in every text that is its own. */
  function tagged(connection: string, job: Job): Job {
    const key = keyOf({ connection, ...job })
    const version = (versions.get(key) ?? 0) + 1
    versions.set(key, version)
    const tag = tagOf({ connection, jobId: job.jobId }, version)
    const named = (instance: Job['source']) => ({ ...instance, name: `${instance.name}${tag}` })
    return { ...job, source: named(job.source), targets: job.targets.map(named) }
  }

  return {
    tagged,
    find: (job: Named) => jobs.get(keyOf(job)),
    all: () => [...jobs.values()],
    take(connection: string, job: Job, seenAtMs: number) {
      const key = keyOf({ connection, ...job })
      const before = jobs.get(key)
      // One that was created at another time is another job of the same id.
      const isSame = !before?.createdAt || !job.createdAt || before.createdAt === job.createdAt
      const since = before?.status === job.status && isSame ? before.seenAtMs : seenAtMs
      const now = { ...job, connection, seenAtMs: since, isMissing: false }
      jobs.set(key, now)
      return (scope: JobScope) => changeFor(scope, before, now)
    },
    lose(job: ModelJob) {
      const now = { ...job, isMissing: true }
      jobs.set(keyOf(job), now)
      return (scope: JobScope) => changeFor(scope, job, now)
    },

    of(scope: JobScope) {
      const seen = [...jobs.values()].filter((job) => isVisible(scope, job))
      const seenTags = new Set(seen.map((job) => tagOf(job, versions.get(keyOf(job)) ?? 0)))
      return toldOf(seen, seenTags, nowMs)
    },
  }
}

/** What a viewer is told of a change; `null`: nothing. */
function changeFor(scope: JobScope, before: ModelJob | undefined, now: ModelJob) {
  const { connection, jobId } = now
  const isSeen = isVisible(scope, now)
  const wasSeen = before !== undefined && isVisible(scope, before)
  const kind = now.isMissing ? 'missing' : isSeen && !wasSeen ? 'added' : 'changed'
  return isSeen || wasSeen ? ({ connection, jobId, kind } satisfies JobChange) : null
}

/** All that may be told to who sees these jobs. */
function toldOf(seen: readonly ModelJob[], seenTags: ReadonlySet<string>, nowMs: number) {
  return {
    list: (filter: JobFilter, sort: JobSort) =>
      seen
        .filter((job) => matchesFilter(job, filter, nowMs))
        .sort(inOrderOf(sort))
        .map(keyOf),
    facets(filter: JobFilter) {
      const counts = (facet: FacetName) =>
        countFacet(seen, facet, filter, nowMs).map((counted) => {
          const those = { ...filter, [facet]: [counted.value] }
          const last = seen.findLast((job) => matchesFilter(job, those, nowMs))
          return { ...counted, name: last ? nameIn(last, facet, counted.value) : '' }
        })
      return Object.fromEntries(facetNames.map((facet) => [facet, counts(facet)]))
    },
    connectionsOf: (jobId: string, connection?: string) =>
      seen
        .filter((job) => job.jobId === jobId && (connection ?? job.connection) === job.connection)
        .map((job) => job.connection)
        .sort(),
    count: (connection: string) =>
      seen.filter((job) => job.connection === connection && !job.isMissing).length,
    /** What a text tells of jobs that are not among them. */
    foreignIn: (text: string) => [...(text.match(tags) ?? [])].filter((tag) => !seenTags.has(tag)),
  }
}

export type ScopesModel = ReturnType<typeof createScopesModel>

/** What a job calls an instance. */
function nameIn({ source, targets }: ModelJob, facet: FacetName, value: string): string {
  if (facet === 'sourceInstance') return source.name
  return (facet === 'targetInstance' && targets.find(({ id }) => id === value)?.name) || ''
}

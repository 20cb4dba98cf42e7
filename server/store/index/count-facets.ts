import { type FacetName, type Facets, type FacetValue, facetNames } from '../../jobs/job-store.ts'
import type { CodedName } from './indexed-job.ts'
import type { JobColumns } from './job-columns.ts'
import type { Misses } from './misses.ts'
import { createTally, type Tally } from './tally.ts'

/** The newest name of each instance; `null`: what the last job has for it of those that count. */
export type InstanceNames = ReadonlyMap<string, string> | null

/** Each facet under every condition but its own. Gives up the turn where there are many rows. */
export function* countFacets(
  jobs: JobColumns,
  misses: Misses | null,
  names: InstanceNames,
): Generator<void, Facets> {
  const tallies = facetNames.map((facet) => tallyOf(jobs, facet, names))
  const end = jobs.end()
  for (const { from, to } of jobs.parts()) {
    for (const tally of tallies) tally.add(misses, from, to)
    if (to < end) yield
  }
  const facets = facetNames.map((facet, place) => {
    const tally = tallies[place]
    return [facet, tally ? valuesOf(jobs, facet, tally, names) : []]
  })
  return Object.fromEntries(facets) as Facets
}

const columnOf: { readonly [name in FacetName]: CodedName } = {
  status: 'status',
  productKey: 'product_key',
  strategy: 'strategy',
  sourceInstance: 'source_id',
  targetInstance: 'targets',
  sourceRegion: 'source_region',
  targetRegion: 'targets',
  targetUid: 'target_uid',
  connection: 'connection',
}

function isOfInstances(facet: FacetName): boolean {
  return facet === 'sourceInstance' || facet === 'targetInstance'
}

function tallyOf(jobs: JobColumns, facet: FacetName, names: InstanceNames): Tally {
  const column = columnOf[facet]
  const size = jobs.dictionaries[column].texts.length
  const hasLasts = names === null && isOfInstances(facet)
  return createTally({ facet, codes: jobs.codes(column), size, hasLasts })
}

type Counted = { readonly count: number; readonly name: string; readonly last: number }

function valuesOf(
  jobs: JobColumns,
  facet: FacetName,
  { counts, lasts }: Tally,
  names: InstanceNames,
): FacetValue[] {
  const found = new Map<string, Counted>()
  for (const [code, count] of counts.entries()) {
    if (count === 0) continue
    const last = lasts?.[code] ?? 0
    for (const [value, name] of namesOf(jobs, facet, { code, last })) {
      const known = found.get(value) ?? { count: 0, name, last }
      const newer = last > known.last ? { name, last } : known
      found.set(value, { ...newer, count: known.count + count })
    }
  }
  found.delete('')
  const nameOf = (value: string, own: string) =>
    isOfInstances(facet) ? (names?.get(value) ?? (names ? '' : own)) : ''
  return [...found]
    .map(([value, { count, name }]) => ({ value, name: nameOf(value, name), count }))
    .sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1))
}

type Coded = { readonly code: number; readonly last: number }

/** Each value that a job with that number in the column has, and the name that the job has for it. */
function namesOf(
  jobs: JobColumns,
  facet: FacetName,
  { code, last }: Coded,
): Iterable<readonly [value: string, name: string]> {
  // Turned round, so that of several the first stays.
  const targets = () => jobs.targetsOf(code).toReversed()
  if (facet === 'targetInstance') return new Map(targets().map(({ id, name }) => [id, name]))
  if (facet === 'targetRegion') return new Map(targets().map(({ region }) => [region, '']))
  const name = facet === 'sourceInstance' ? sourceNameOf(jobs, last) : ''
  return [[jobs.dictionaries[columnOf[facet]].texts[code] ?? '', name]]
}

function sourceNameOf(jobs: JobColumns, row: number): string {
  return jobs.dictionaries.source_name.texts[jobs.codes('source_name')[row] ?? 0] ?? ''
}

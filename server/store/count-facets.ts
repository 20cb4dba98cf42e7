import type { SQLInputValue } from 'node:sqlite'
import type { FacetName, Facets, FacetValue } from '../jobs/job-store.ts'
import { facetNames } from '../jobs/job-store.ts'
import type { Condition } from './conditions.ts'
import { isHidingMissing, missingJobsSql, valuesOf, whereSql } from './conditions.ts'
import type { Queries } from './queries.ts'

type FacetRow = FacetValue & { readonly facet: FacetName }

/** All facets in one statement, each under every condition but its own. */
export function countFacets(db: Queries, conditions: readonly Condition[]): Facets {
  // Those of one connection are found once for all facets, too, but for that of connections.
  const isFacet = ({ name }: Condition) =>
    name !== 'connection' && facetNames.some((facet) => facet === name)
  const isOfSome = conditions.some(({ name }) => name === 'connection')
  const common = conditions.filter((condition) => !isFacet(condition))
  const own = conditions.filter(isFacet)
  // What holds for every facet (a text search reads every job) is found once, not nine times; but
  // that a job is not missing is in each index, and nearly every job is found.
  const from = common.every(isHidingMissing) ? 'jobs' : 'found'
  const names = conditions.some(({ name }) => name === 'scope') ? namesFound : knownNames
  const values: SQLInputValue[] = from === 'jobs' ? [] : valuesOf(common)

  const counts = facetNames.map((facet) => {
    if (facet === 'connection' && isOfSome) {
      const all = conditions.filter(({ name }) => name !== facet)
      values.push(...valuesOf(all))
      return countSql[facet](facet, { from: 'jobs', others: all, names })
    }
    const others = own.filter(({ name }) => name !== facet)
    if (from === 'jobs') others.push(...common)
    values.push(...valuesOf(others))
    return countSql[facet](facet, { from, others, names })
  })
  const rows = db.all<FacetRow>(
    `${from === 'found' ? foundSql(common) : ''}
    SELECT facet, value, count, coalesce(${names.nameSql}, '') AS name
    FROM (${counts.join(' UNION ALL ')}) AS counted ${names.joinSql}
    WHERE value <> ''
    ORDER BY count DESC, value`,
    values,
  )
  const countsOf = (wanted: FacetName) =>
    rows
      .filter(({ facet }) => facet === wanted)
      .map(({ value, name, count }) => ({ value, name, count }))
  return {
    status: countsOf('status'),
    productKey: countsOf('productKey'),
    strategy: countsOf('strategy'),
    sourceInstance: countsOf('sourceInstance'),
    targetInstance: countsOf('targetInstance'),
    sourceRegion: countsOf('sourceRegion'),
    targetRegion: countsOf('targetRegion'),
    targetUid: countsOf('targetUid'),
    connection: countsOf('connection'),
  }
}

/** Where an instance's name comes from, and what that takes of the jobs that are counted. */
type Names = { readonly nameSql: string; readonly joinSql: string; readonly last: string }

/** The newest one, whichever job told it. */
const knownNames: Names = {
  nameSql: 'instances.name',
  joinSql: `LEFT JOIN instances
    ON instances.id = value AND facet IN ('sourceInstance', 'targetInstance')`,
  last: '',
}

/** For who sees some jobs alone: the one that the last job has for it of those that are counted. */
const namesFound: Names = {
  nameSql: `CASE facet
    WHEN 'sourceInstance' THEN (SELECT source_name FROM jobs WHERE id = last)
    WHEN 'targetInstance' THEN (
      SELECT target.value ->> 'name' FROM jobs, json_each(jobs.targets) AS target
      WHERE jobs.id = last AND target.value ->> 'id' = counted.value
    ) END`,
  joinSql: '',
  last: ', max(id) AS last',
}

function foundSql(common: readonly Condition[]): string {
  return `WITH found AS MATERIALIZED (
    SELECT id, status, product_key, strategy, source_id, source_region, target_uid,
      connection
    FROM jobs ${whereSql(common)}
  )`
}

type Counted = {
  readonly from: 'jobs' | 'found'
  readonly others: readonly Condition[]
  readonly names: Names
}
type CountSql = (facet: FacetName, counted: Counted) => string

const countSql: { readonly [name in FacetName]: CountSql } = {
  status: ofColumn('status'),
  productKey: ofColumn('product_key'),
  strategy: ofColumn('strategy'),
  sourceInstance: ofColumn('source_id'),
  sourceRegion: ofColumn('source_region'),
  targetUid: ofColumn('target_uid'),
  connection: ofColumn('connection'),
  targetInstance: ofTargets('instance'),
  targetRegion: ofTargets('region'),
}

function ofColumn(column: string): CountSql {
  return (facet, { from, others, names }) =>
    `SELECT '${facet}' AS facet, ${column} AS value, count(*) AS count${names.last}
    FROM ${from} ${whereSql(others)} GROUP BY ${column}`
}

function ofTargets(kind: 'instance' | 'region'): CountSql {
  const ofKind = `FROM job_targets WHERE kind = '${kind}'`
  // `+` keeps the planner on the index by job, as there are few.
  const ofMissing = `FROM job_targets WHERE +kind = '${kind}' AND job IN (${missingJobsSql})`

  return (facet, { from, others, names }) => {
    const select = `SELECT '${facet}' AS facet, value`
    const last = names.last && ', max(job) AS last'
    const isNarrow = from === 'found' || !others.every(isHidingMissing)
    if (isNarrow) {
      const matching = `SELECT id FROM ${from} ${whereSql(others)}`
      return `${select}, count(*) AS count${last} ${ofKind} AND job IN (${matching}) GROUP BY value`
    }
    const all = `SELECT value, count(*) AS count ${ofKind} GROUP BY value`
    if (others.length === 0) return `SELECT '${facet}' AS facet, * FROM (${all})`
    // The few that do not match are sooner counted than the many that do.
    const missing = `SELECT value, -count(*) AS count ${ofMissing} GROUP BY value`
    return `${select}, sum(count) AS count FROM (${all} UNION ALL ${missing})
    GROUP BY value HAVING sum(count) > 0`
  }
}

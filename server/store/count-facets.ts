import type { SQLInputValue } from 'node:sqlite'
import type { FacetName, Facets, FacetValue } from '../jobs/job-store.ts'
import { facetNames } from '../jobs/job-store.ts'
import type { Condition } from './conditions.ts'
import { whereSql } from './conditions.ts'
import type { Database } from './database.ts'

type FacetRow = FacetValue & { readonly facet: FacetName }

/** All facets in one statement, each under every condition but its own. */
export function countFacets(db: Database, conditions: readonly Condition[]): Facets {
  const isFacet = ({ name }: Condition) => facetNames.some((facet) => facet === name)
  const common = conditions.filter((condition) => !isFacet(condition))
  const own = conditions.filter(isFacet)
  // What holds for every facet (a text search reads every job) is found once, not eight times.
  const from = common.length > 0 ? 'found' : 'jobs'
  const values: SQLInputValue[] = common.map(({ value }) => value)

  const counts = facetNames.map((facet) => {
    const others = own.filter(({ name }) => name !== facet)
    values.push(...others.map(({ value }) => value))
    return countSql[facet](facet, from, others)
  })
  const rows = db.all<FacetRow>(
    `${common.length > 0 ? foundSql(common) : ''}
    SELECT facet, value, count, coalesce(instances.name, '') AS name
    FROM (${counts.join(' UNION ALL ')})
    LEFT JOIN instances ON instances.id = value AND facet IN ('sourceInstance', 'targetInstance')
    WHERE value <> ''
    ORDER BY count DESC, value`,
    values,
  )
  const valuesOf = (wanted: FacetName) =>
    rows
      .filter(({ facet }) => facet === wanted)
      .map(({ value, name, count }) => ({ value, name, count }))
  return {
    status: valuesOf('status'),
    productKey: valuesOf('productKey'),
    strategy: valuesOf('strategy'),
    sourceInstance: valuesOf('sourceInstance'),
    targetInstance: valuesOf('targetInstance'),
    sourceRegion: valuesOf('sourceRegion'),
    targetRegion: valuesOf('targetRegion'),
    targetUid: valuesOf('targetUid'),
  }
}

function foundSql(common: readonly Condition[]): string {
  return `WITH found AS MATERIALIZED (
    SELECT id, status, product_key, strategy, source_id, source_region, target_uid
    FROM jobs ${whereSql(common)}
  )`
}

type CountSql = (facet: FacetName, from: 'jobs' | 'found', others: readonly Condition[]) => string

const countSql: { readonly [name in FacetName]: CountSql } = {
  status: ofColumn('status'),
  productKey: ofColumn('product_key'),
  strategy: ofColumn('strategy'),
  sourceInstance: ofColumn('source_id'),
  sourceRegion: ofColumn('source_region'),
  targetUid: ofColumn('target_uid'),
  targetInstance: ofTargets('instance'),
  targetRegion: ofTargets('region'),
}

function ofColumn(column: string): CountSql {
  return (facet, from, others) =>
    `SELECT '${facet}' AS facet, ${column} AS value, count(*) AS count
    FROM ${from} ${whereSql(others)} GROUP BY ${column}`
}

function ofTargets(kind: 'instance' | 'region'): CountSql {
  return (facet, from, others) => {
    const all = from === 'jobs' && others.length === 0
    const matching = all ? '' : `AND job IN (SELECT id FROM ${from} ${whereSql(others)})`
    return `SELECT '${facet}' AS facet, value, count(*) AS count
    FROM job_targets WHERE kind = '${kind}' ${matching} GROUP BY value`
  }
}

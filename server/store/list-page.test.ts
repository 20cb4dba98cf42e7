import { expect, onTestFinished, test } from 'vitest'
import { sortKeys } from '../jobs/job-filter.ts'
import type { Condition } from './conditions.ts'
import { toConditions } from './conditions.ts'
import { connectPair, migratePair } from './connect-pair.ts'
import { listPage } from './list-page.ts'
import { createQueries, type Queries } from './queries.ts'

/** How SQLite goes about what is asked of it, a line a step. */
function explain(conditions: readonly Condition[], by: (typeof sortKeys)[number]): string {
  const handle = connectPair({ history: ':memory:', mirror: ':memory:' })
  onTestFinished(() => handle.close())
  migratePair(handle)
  const queries = createQueries(handle)
  const steps: string[] = []
  const db: Queries = {
    ...queries,
    all<Row>(sql: string, values: Parameters<Queries['all']>[1]) {
      const plan = queries.all<{ detail: string }>(`EXPLAIN QUERY PLAN ${sql}`, values)
      steps.push(...plan.map(({ detail }) => detail))
      return queries.all<Row>(sql, values)
    },
  }
  const sort = { by, descending: true }
  listPage(db, { conditions, sort, jobCount: 60, size: 50, position: null })
  return steps.join('\n')
}

const open = { from: null, to: null }
const sorting = 'USE TEMP B-TREE FOR ORDER BY'

test.each(sortKeys)('a short list that nothing narrows is read by %s, not sorted', (by) => {
  for (const missing of [false, true]) {
    expect(
      explain(toConditions({}, open, { otherThan: null, missing, beyond: 'everything' }), by),
    ).not.toContain(sorting)
  }
})

test('few jobs of many are found first and then sorted', () => {
  const filter = { status: ['running'] }
  const conditions = toConditions(filter, open, {
    otherThan: null,
    missing: true,
    beyond: 'everything',
  })
  expect(explain(conditions, 'createdAt')).toContain(sorting)
})

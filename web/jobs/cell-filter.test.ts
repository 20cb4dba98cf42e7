import { expect, test } from 'vitest'
import { en } from '../i18n/en.ts'
import { aJob, aTarget } from '../testing/a-job.ts'
import {
  cellFilters,
  filterKey,
  filterLabel,
  narrowed,
  rowFilters,
  soleFilters,
} from './cell-filter.ts'

test('a cell that states nothing has nothing to narrow to', () => {
  const bare = aJob({ productKey: '', targets: [], targetUid: '' })
  expect(cellFilters(bare)).toMatchObject({ productKey: null, targets: null, targetUid: null })
})

test('a job that is no longer listed narrows to its like, not to a status that it had', () => {
  const gone = aJob({ missingSince: '2026-11-24T02:00:00.000Z' })
  expect(cellFilters(gone).status).toEqual({ name: 'missing', value: 'only' })
})

test('this value takes the place of the others of its filter alone', () => {
  const filter = { status: ['running', 'completed'], productKey: ['a1BwAGV4kPz'], devicesFrom: 10 }
  expect(narrowed(filter, { name: 'status', value: 'running' })).toEqual({
    ...filter,
    status: ['running'],
  })
})

test('what the list is narrowed to already is not offered again', () => {
  const filter = { status: ['running'], productKey: ['a', 'b'], q: 'x', missing: 'only' as const }
  expect(soleFilters(filter)).toEqual(['status=running', 'missing=only'])
  for (const by of rowFilters(aJob())) {
    expect(soleFilters(narrowed({}, by))).toEqual([filterKey(by)])
  }
})

test('a row offers each of its targets and regions once', () => {
  const job = aJob({ targets: [aTarget(), aTarget({ id: 'iot-2' }), aTarget()] })
  const keys = rowFilters(job).map(filterKey)
  expect(keys.filter((key) => key.startsWith('targetInstance'))).toEqual([
    'targetInstance=iot-cn-3ne6v4b9',
    'targetInstance=iot-2',
  ])
  expect(keys.filter((key) => key.startsWith('targetRegion'))).toHaveLength(1)
})

test('it is named by what it narrows to, accounts masked', () => {
  const job = aJob()
  const labels = rowFilters(job).map((by) => filterLabel(en, job, by))
  expect(labels).toContain('Filter by Product key: a1BwAGV4kPz')
  expect(labels).toContain('Filter by Source instance: Factory Shanghai')
  expect(labels).toContain('Filter by Target account: 176•••208')
})

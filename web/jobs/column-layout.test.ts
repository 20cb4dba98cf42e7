import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  chosenColumns,
  elasticColumn,
  fullOrder,
  inOrder,
  isUsualOrder,
  movedTo,
  usualColumns,
  withWidth,
} from './column-layout.ts'
import { type ColumnChoice, columnIds, readColumns, writeColumns } from './list-view.ts'

const someColumns: fc.Arbitrary<readonly ColumnChoice[]> = fc
  .shuffledSubarray([...columnIds], { minLength: 1 })
  .filter((ids) => ids.includes('jobId'))
  .chain((ids) =>
    fc.tuple(
      ...ids.map((id) =>
        fc.option(fc.integer({ min: 56, max: 999 })).map((width) => ({ id, width })),
      ),
    ),
  )

test('every column has a place, and the shown ones keep their order', () => {
  fc.assert(
    fc.property(someColumns, (columns) => {
      const order = fullOrder(columns)
      expect([...order].sort()).toEqual([...columnIds].sort())
      const ids = columns.map(({ id }) => id)
      expect(order.filter((id) => ids.includes(id))).toEqual(ids)
      expect(inOrder(columns, order, (id) => ids.includes(id))).toEqual(columns)
    }),
  )
})

test('a hidden column stands where it usually does', () => {
  const columns = usualColumns.filter(({ id }) => id !== 'source' && id !== 'status')
  expect(fullOrder(columns)).toEqual(columnIds)
})

test('any layout that can be made can be written and read', () => {
  fc.assert(
    fc.property(someColumns, fc.double({ noNaN: true }), (columns, width) => {
      const wider = withWidth(columns, 'jobId', width)
      expect(readColumns(writeColumns(wider))).toEqual(wider)
    }),
  )
})

test('the id cannot be hidden', () => {
  expect(inOrder(usualColumns, columnIds, () => false)).toEqual([{ id: 'jobId', width: null }])
})

test('an item is moved to a place, and never out of the list', () => {
  expect(movedTo(['a', 'b', 'c'], 0, 2)).toEqual(['b', 'c', 'a'])
  expect(movedTo(['a', 'b', 'c'], 2, 0)).toEqual(['c', 'a', 'b'])
  expect(movedTo(['a', 'b', 'c'], 1, -4)).toEqual(['b', 'a', 'c'])
  expect(movedTo(['a', 'b', 'c'], 1, 9)).toEqual(['a', 'c', 'b'])
})

test('the usual layout says nothing; a width, an order, a hidden column does', () => {
  expect(chosenColumns(usualColumns)).toBeNull()
  const wide = withWidth(usualColumns, 'source', 300)
  expect(chosenColumns(wide)).toBe(wide)
  expect(isUsualOrder(wide)).toBe(true)
  expect(chosenColumns(withWidth(wide, 'source', null))).toBeNull()
  expect(isUsualOrder(usualColumns.slice(1))).toBe(false)
  expect(isUsualOrder(usualColumns.toReversed())).toBe(false)
})

test('what is left of the width goes to the targets, else to the last column', () => {
  expect(elasticColumn(usualColumns)).toBe('targets')
  expect(elasticColumn(withWidth(usualColumns, 'targets', 300))).toBe('statusSince')
  expect(elasticColumn([{ id: 'jobId', width: null }])).toBe('jobId')
})

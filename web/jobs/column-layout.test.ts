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

const all = usualColumns(true)

test('every column has a place, and the shown ones keep their order', () => {
  fc.assert(
    fc.property(someColumns, (columns) => {
      const order = fullOrder(columns, true)
      expect([...order].sort()).toEqual([...columnIds].sort())
      const ids = columns.map(({ id }) => id)
      expect(order.filter((id) => ids.includes(id))).toEqual(ids)
      expect(inOrder(columns, order, (id) => ids.includes(id))).toEqual(columns)
    }),
  )
})

test('a hidden column stands where it usually does', () => {
  const columns = all.filter(({ id }) => id !== 'source' && id !== 'status')
  expect(fullOrder(columns, true)).toEqual(columnIds)
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
  expect(inOrder(all, columnIds, () => false)).toEqual([{ id: 'jobId', width: null }])
})

test('an item is moved to a place, and never out of the list', () => {
  expect(movedTo(['a', 'b', 'c'], 0, 2)).toEqual(['b', 'c', 'a'])
  expect(movedTo(['a', 'b', 'c'], 2, 0)).toEqual(['c', 'a', 'b'])
  expect(movedTo(['a', 'b', 'c'], 1, -4)).toEqual(['b', 'a', 'c'])
  expect(movedTo(['a', 'b', 'c'], 1, 9)).toEqual(['a', 'c', 'b'])
})

test('the usual layout says nothing; a width, an order, a hidden column does', () => {
  expect(chosenColumns(all, true)).toBeNull()
  const wide = withWidth(all, 'source', 300)
  expect(chosenColumns(wide, true)).toBe(wide)
  expect(isUsualOrder(wide, true)).toBe(true)
  expect(chosenColumns(withWidth(wide, 'source', null), true)).toBeNull()
  expect(isUsualOrder(all.slice(1), true)).toBe(false)
  expect(isUsualOrder(all.toReversed(), true)).toBe(false)
})

test('what is left of the width goes to the targets, else to the last column', () => {
  expect(elasticColumn(all)).toBe('targets')
  expect(elasticColumn(withWidth(all, 'targets', 300))).toBe('statusSince')
  expect(elasticColumn([{ id: 'jobId', width: null }])).toBe('jobId')
})

test('with one connection its column is none of the usual, and is not offered', () => {
  const one = usualColumns(false)
  expect(one.map(({ id }) => id)).not.toContain('connection')
  expect(chosenColumns(one, false)).toBeNull()
  expect(fullOrder(one, false)).not.toContain('connection')
  // A layout that was shared from a Waybill with several holds here as well.
  expect(chosenColumns(all, false)).toBe(all)
  expect(chosenColumns(one, true)).toBe(one)
  expect(fullOrder(one, true)).toContain('connection')
})

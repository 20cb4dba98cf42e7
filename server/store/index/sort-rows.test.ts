import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createRowSorter } from './sort-rows.ts'
import { createSortedRows } from './sorted-rows.ts'

const anyNumber = fc.oneof(
  fc.constantFrom(Number.NaN, 0, 1, -1, 4_800, Number.MAX_SAFE_INTEGER, 1_795_658_427_808),
  fc.double({ noNaN: true, noDefaultInfinity: true }).map((number) => number + 0),
)

function compareNumbers(left: number, right: number): number {
  if (Number.isNaN(left) || Number.isNaN(right)) {
    return Number(Number.isNaN(left)) - Number(Number.isNaN(right))
  }
  return Math.sign(left - right)
}

test('rows are sorted by any numbers, none last, and keep their order where they are the same', () => {
  fc.assert(
    fc.property(fc.array(anyNumber, { maxLength: 60 }), (numbers) => {
      const rows = numbers.map((_, row) => row).reverse()
      const numberOf = (row: number) => numbers[row] ?? Number.NaN
      const sort = createRowSorter(rows.length)
      sort(Uint32Array.from(rows), (row) => -row)
      const sorted = sort(Uint32Array.from(rows), numberOf)
      expect([...sorted]).toEqual(
        rows.toSorted((left, right) => compareNumbers(numberOf(left), numberOf(right))),
      )
    }),
    { numRuns: 300 },
  )
})

test('rows that come and move are in order whenever they are read', () => {
  const act = fc.record({
    row: fc.nat({ max: 12 }),
    number: fc.nat({ max: 5 }),
    reads: fc.boolean(),
  })
  const world = fc.record({ first: fc.nat({ max: 8 }), acts: fc.array(act, { maxLength: 40 }) })
  fc.assert(
    fc.property(world, ({ first, acts }) => {
      const numbers = Array.from({ length: first }, (_, row) => row)
      const compare = (left: number, right: number) =>
        (numbers[left] ?? 0) - (numbers[right] ?? 0) || left - right
      const sorted = createSortedRows(compare)
      sorted.fill(Uint32Array.from(numbers.keys()), first - 1)
      for (const { row, number, reads } of acts) {
        const moved = Math.min(row, numbers.length)
        numbers[moved] = number
        sorted.move(moved)
        if (reads) expect([...sorted.read()]).toEqual([...numbers.keys()].sort(compare))
      }
      expect([...sorted.read()]).toEqual([...numbers.keys()].sort(compare))
    }),
    { numRuns: 300 },
  )
})

test('many that wait are put in their places by themselves', () => {
  const sorted = createSortedRows((left, right) => right - left)
  for (let row = 0; row < 10_000; row++) sorted.move(row)
  expect([...sorted.read()]).toEqual(Array.from({ length: 10_000 }, (_, place) => 9_999 - place))
})

import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createJobIds } from './job-ids.ts'

const anyId = fc.oneof(
  fc.string({ unit: fc.constantFrom('a', 'B', 'b', '0', '-', '\n'), maxLength: 6 }),
  fc.string({ unit: fc.constantFrom('Ü', 'ü', 'İ', 'K', '工', '🏭', 'a'), maxLength: 4 }),
)

test('a text is found in the ids that have it, whatever the case, and in no two of them', () => {
  const world = fc.record({
    ids: fc.array(anyId, { maxLength: 20 }),
    text: fc.oneof(anyId, fc.constantFrom('b0', 'ab', 'k', 'i̇')).filter((text) => text !== ''),
    range: fc.tuple(fc.nat({ max: 20 }), fc.nat({ max: 20 })),
  })
  fc.assert(
    fc.property(world, ({ ids, text, range }) => {
      const jobIds = createJobIds()
      for (const [place, id] of ids.entries()) jobIds.add(place + 1, id)
      const [from, to] = range.map((end) => Math.min(end, ids.length) + 1).sort((a, b) => a - b)
      const found: number[] = []
      jobIds.search(text.toLowerCase(), from ?? 1, to ?? 1, (row) => found.push(row))
      const rows = ids.flatMap((id, place) =>
        id.toLowerCase().includes(text.toLowerCase()) ? [place + 1] : [],
      )
      expect(found.sort((a, b) => a - b)).toEqual(
        rows.filter((row) => row >= (from ?? 1) && row < (to ?? 1)),
      )
    }),
    { numRuns: 500 },
  )
})

test('ids compare as SQLite compares them, by the bytes of UTF-8, with gaps between rows or not', () => {
  fc.assert(
    fc.property(fc.array(anyId, { minLength: 2, maxLength: 8 }), fc.nat({ max: 2 }), (ids, gap) => {
      const jobIds = createJobIds()
      const rowOf = (place: number) => 1 + place * (gap + 1)
      for (const [place, id] of ids.entries()) jobIds.add(rowOf(place), id)
      for (const [left, one] of ids.entries()) {
        for (const [right, other] of ids.entries()) {
          const expected = Math.sign(Buffer.compare(Buffer.from(one), Buffer.from(other)))
          expect(Math.sign(jobIds.compare(rowOf(left), rowOf(right)))).toBe(expected)
          const compared = jobIds.compareWith(rowOf(left), Buffer.from(other))
          expect(Math.sign(compared)).toBe(expected)
        }
      }
    }),
    { numRuns: 200 },
  )
})

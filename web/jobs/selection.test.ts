import fc from 'fast-check'
import { expect, test } from 'vitest'
import { aJob } from '../testing/a-job.ts'
import { rowKey } from './list-pages.ts'
import { allToggled, selectedJobs, toggled } from './selection.ts'

const rows = Array.from({ length: 8 }, (_, at) => aJob({ jobId: `job${at}` }))
const none: Parameters<typeof toggled>[0] = { selected: new Map(), anchor: null }
const ids = (state: { selected: ReadonlyMap<string, { jobId: string }> }) =>
  [...state.selected.values()].map(({ jobId }) => jobId)

test('a press chooses a row, the next takes it back', () => {
  const once = toggled(none, rows, 2, false)
  expect(ids(once)).toEqual(['job2'])
  expect(ids(toggled(once, rows, 2, false))).toEqual([])
})

test('with Shift every row between the last one touched and this is chosen, both ways', () => {
  const from = toggled(none, rows, 5, false)
  expect(ids(toggled(from, rows, 3, true)).sort()).toEqual(['job3', 'job4', 'job5'])
  expect(ids(toggled(from, rows, 7, true)).sort()).toEqual(['job5', 'job6', 'job7'])
})

test('a range from a row that is not listed any more is the one row alone', () => {
  const from = toggled(none, rows, 0, false)
  expect(ids(toggled(from, rows.slice(1), 3, true))).toEqual(['job0', 'job4'])
})

test('a range never takes a row back', () => {
  const cases = fc.array(fc.tuple(fc.nat(7), fc.boolean()), { maxLength: 6 })
  fc.assert(
    fc.property(cases, fc.nat(7), (presses, last) => {
      const before = presses.reduce(
        (state, [at, isRange]) => toggled(state, rows, at, isRange),
        none,
      )
      fc.pre(before.anchor !== null)
      const after = ids(toggled(before, rows, last, true))
      expect(after).toEqual(expect.arrayContaining(ids(before)))
      expect(after).toContain(`job${last}`)
    }),
  )
})

test('a row of the same id on another connection is another row', () => {
  const twin = aJob({ jobId: 'job0', connection: 'other' })
  const both = toggled(toggled(none, [...rows, twin], 0, false), [...rows, twin], 8, false)
  expect(both.selected.size).toBe(2)
})

test('all loaded rows are chosen at once, and all given back, the others kept', () => {
  const other = aJob({ jobId: 'elsewhere' })
  const before = new Map([[rowKey(other), other]])
  const all = allToggled(before, rows)
  expect(all.size).toBe(9)
  expect([...allToggled(all, rows).keys()]).toEqual([rowKey(other)])
})

test('chosen jobs are told as the list has them by now; those that it lacks are counted', () => {
  const { selected } = toggled(toggled(none, rows, 4, false), rows, 1, false)
  const ended = aJob({ jobId: 'job4', status: 'completed' })
  expect(selectedJobs(selected, [aJob({ jobId: 'new' }), ended])).toEqual({
    jobs: [ended, rows[1]],
    elsewhere: 1,
  })
})

import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type CallPurpose, callPurposes } from '../jobs/job-source.ts'
import { createTurns } from './turns.ts'

test('the most urgent purpose goes first, and within a purpose the one who came first', () => {
  const turns = createTurns<string>()
  turns.add('sweep', 's')
  turns.add('head', 'h')
  turns.add('active', 'a')
  turns.add('person', 'p1')
  turns.add('person', 'p2')
  expect([1, 2, 3, 4, 5].map(() => turns.next())).toEqual(['p1', 'p2', 'a', 'h', 's'])
  expect(turns.isEmpty()).toBe(true)
  expect(turns.next()).toBeUndefined()
})

test('the background gets every fourth turn while people keep coming', () => {
  const turns = createTurns<CallPurpose>()
  for (let index = 0; index < 30; index += 1) {
    turns.add('person', 'person')
    turns.add('sweep', 'sweep')
  }
  const order = Array.from({ length: 8 }, () => turns.next())
  expect(order.join(' ')).toBe('person person person sweep person person person sweep')
})

test('a person goes first whatever the turn, where turns are rare', () => {
  const turns = createTurns<CallPurpose>()
  turns.add('sweep', 'sweep')
  for (let index = 0; index < 6; index += 1) turns.add('person', 'person')
  const order = Array.from({ length: 7 }, () => turns.next(true))
  expect(order).toEqual([...Array(6).fill('person'), 'sweep'])
})

test('one who left the queue gets no turn', () => {
  const turns = createTurns<string>()
  turns.add('head', 'left')
  turns.add('head', 'stays')
  turns.remove('head', 'left')
  turns.remove('head', 'never came')
  expect(turns.next()).toBe('stays')
})

test('in any mixture the background is passed over at most three times, and every purpose at most 15', () => {
  fc.assert(
    fc.property(
      fc.array(fc.option(fc.constantFrom(...callPurposes), { freq: 4 }), { maxLength: 200 }),
      (script) => {
        const turns = createTurns<CallPurpose>()
        const waiting: Record<CallPurpose, number> = { person: 0, active: 0, head: 0, sweep: 0 }
        const passed: Record<CallPurpose | 'background', number> = {
          ...waiting,
          background: 0,
        }
        for (const step of script) {
          if (step !== null) {
            turns.add(step, step)
            waiting[step] += 1
            continue
          }
          const background = waiting.head + waiting.sweep > 0
          const got = turns.next()
          if (got === undefined) continue
          waiting[got] -= 1
          const isBackground = got === 'head' || got === 'sweep'
          passed.background = isBackground || !background ? 0 : passed.background + 1
          for (const purpose of callPurposes) {
            const waits = purpose !== got && waiting[purpose] > 0
            passed[purpose] = waits ? passed[purpose] + 1 : 0
          }
          if (passed.background > 3) return false
          if (Math.max(passed.active, passed.head, passed.sweep) > 15) return false
        }
        return true
      },
    ),
    { numRuns: 500 },
  )
})

test('within a purpose connections take turns, however many calls one has', () => {
  const turns = createTurns<string>()
  for (let index = 1; index <= 4; index += 1) turns.add('sweep', `a${index}`, 'a')
  turns.add('sweep', 'b1', 'b')
  turns.add('sweep', 'c1', 'c')
  turns.add('sweep', 'b2', 'b')
  const order = Array.from({ length: 7 }, () => turns.next())
  expect(order.join(' ')).toBe('a1 b1 c1 a2 b2 a3 a4')
})

test('of connections that always have calls of every purpose each gets its share of each', () => {
  const turns = createTurns<string>()
  const owners = ['a', 'b', 'c']
  // The first asks for three times as much as the others.
  const fill = () => {
    for (const purpose of callPurposes) {
      for (const owner of ['a', 'a', ...owners]) turns.add(purpose, `${owner} ${purpose}`, owner)
    }
  }
  for (let round = 0; round < 200; round += 1) fill()
  const counts = new Map<string, number>()
  for (let turn = 0; turn < 480; turn += 1) {
    const next = turns.next() ?? ''
    counts.set(next, (counts.get(next) ?? 0) + 1)
  }
  for (const purpose of callPurposes) {
    const [a = 0, b = 0, c = 0] = owners.map((owner) => counts.get(`${owner} ${purpose}`))
    expect(Math.max(a, b, c) - Math.min(a, b, c), purpose).toBeLessThanOrEqual(1)
    expect(Math.min(a, b, c), purpose).toBeGreaterThan(0)
  }
})

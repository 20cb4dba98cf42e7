import { expect, test } from 'vitest'
import { createStreamSeats } from './stream-seats.ts'
import { lastingSession, localAdmin } from './viewer.ts'

const one = lastingSession(localAdmin, 'one')
const other = lastingSession(localAdmin, 'other')
const anybody = lastingSession(localAdmin, null)

test('one viewer has no more than its own share, and gets it back once', () => {
  const seats = createStreamSeats({ inAll: 10, ofOne: 2 })
  const leave = seats.take(one)
  seats.take(one)
  expect(() => seats.take(one)).toThrow('too many event streams')
  seats.take(other)
  leave()
  leave()
  seats.take(one)
  expect(() => seats.take(one)).toThrow('too many event streams')
})

test('where nobody is told from anybody else, all share what there is', () => {
  const seats = createStreamSeats({ inAll: 3, ofOne: 1 })
  const leave = [1, 2, 3].map(() => seats.take(anybody))[0]
  expect(() => seats.take(anybody)).toThrow('too many event streams')
  expect(() => seats.take(one)).toThrow('too many event streams')
  leave?.()
  seats.take(one)
})

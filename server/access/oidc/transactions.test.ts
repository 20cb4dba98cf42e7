import { randomBytes } from 'node:crypto'
import { expect, test } from 'vitest'
import type { Ticket } from './tickets.ts'
import { createTransactions } from './transactions.ts'

function someTransactions() {
  let nowMs = 0
  const transactions = createTransactions({ randomBytes, monotonicMs: () => nowMs })
  const pass = (ms: number) => {
    nowMs += ms
  }
  return { ...transactions, pass }
}

const from =
  (...tickets: readonly Ticket[]) =>
  (name: string) =>
    tickets.find((ticket) => ticket.name === name)?.value ?? null

test('a flood of sign-ins that others begin, and finish, takes nobody the one that they are at', () => {
  const { begin, take } = someTransactions()
  const mine = begin('/jobs?q=mine')
  for (let at = 0; at < 12_000; at += 1) {
    const { transaction, ticket } = begin(`/jobs?q=${at}`)
    if (at % 2 === 0) take(transaction.state, from(ticket))
  }
  const { name } = mine.ticket
  const taken = take(mine.transaction.state, from(mine.ticket))
  expect(taken).toEqual({ ...mine.transaction, name, to: '/jobs?q=mine' })
})

test('one is good once, whatever else was used since, and for ten minutes', () => {
  const { begin, take, pass } = someTransactions()
  const used = begin('/jobs')
  const late = begin('/jobs')
  take(used.transaction.state, from(used.ticket))
  for (let at = 0; at < 1000; at += 1) {
    const { transaction, ticket } = begin('/jobs')
    take(transaction.state, from(ticket))
  }
  const again = () => take(used.transaction.state, from(used.ticket))
  expect(again).toThrow('over: used_state')
  pass(600_000)
  expect(again).toThrow('over: used_state')
  pass(1)
  expect(again).toThrow('over: too_late')
  expect(() => take(late.transaction.state, from(late.ticket))).toThrow('over: too_late')
})

test('a state that another process made, or nobody, is none', () => {
  const [ours, theirs] = [someTransactions(), someTransactions()]
  const { transaction, ticket } = theirs.begin('/jobs')
  for (const state of [transaction.state, '', 'x', 'A'.repeat(43), `${transaction.state}x`]) {
    expect(() => ours.take(state, from(ticket))).toThrow('over: unknown_state')
  }
})

test('a long path comes back as well, and one that many others pushed out comes back as unknown', () => {
  const { begin, take } = someTransactions()
  const long = `/jobs?${'productKey=a1b2c3d4&'.repeat(300)}`
  const [first, second] = [begin(long), begin(long)]
  expect(first.ticket.value.length).toBeLessThan(700)
  expect(take(first.transaction.state, from(first.ticket)).to).toBe(long)
  for (let at = 0; at < 1000; at += 1) begin(long + at)
  expect(take(second.transaction.state, from(second.ticket)).to).toBe(null)
})

test.each([1, 256, 257, 8192])('of a path of %i letters the cookie stays small', (length) => {
  const { begin, take } = someTransactions()
  const path = '/'.padEnd(length, 'x')
  const { transaction, ticket } = begin(path)
  expect(ticket.value.length).toBeLessThan(700)
  expect(take(transaction.state, from(ticket)).to).toBe(path)
})

test('a browser is rid of tickets that are late, used or not ours, and of its oldest above 6 kB', () => {
  const { begin, take, pass, superfluous } = someTransactions()
  const late = begin('/jobs')
  pass(300_000)
  const used = begin('/jobs')
  take(used.transaction.state, from(used.ticket))
  const old = begin('/jobs')
  pass(300_001)
  const good = Array.from({ length: 12 }, () => {
    pass(1)
    return begin('/jobs?status=running').ticket
  })
  const foreign = { name: 'A'.repeat(16), value: good[0]?.value ?? '' }
  const sent = [late.ticket, used.ticket, old.ticket, foreign, ...good]
  const names = (tickets: readonly Ticket[]) => new Set(tickets.map(({ name }) => name))
  expect(names(superfluous(sent))).toEqual(names([late.ticket, used.ticket, foreign]))
  const many = Array.from({ length: 30 }, () => {
    pass(1)
    return begin('/jobs?status=running').ticket
  })
  const dropped = names(superfluous([...many, ...sent]))
  const kept = many.filter(({ name }) => !dropped.has(name))
  expect(kept.length).toBeGreaterThan(10)
  expect(kept).toEqual(many.slice(-kept.length))
  expect(good.every(({ name }) => dropped.has(name))).toBe(true)
})

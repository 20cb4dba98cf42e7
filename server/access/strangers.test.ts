import { EventEmitter } from 'node:events'
import { expect, test } from 'vitest'
import { createStrangers } from './strangers.ts'

function aConnection(remoteAddress: string) {
  const connection = Object.assign(new EventEmitter(), {
    remoteAddress,
    isCut: false,
    destroy() {
      connection.isCut = true
      connection.emit('close')
      return connection
    },
  })
  return connection as typeof connection & Parameters<Strangers['meet']>[0]
}

type Strangers = ReturnType<typeof createStrangers>

test('of one address too many, the oldest goes; another address, and who was let in, stay', () => {
  const one = '192.0.2.1'
  const strangers = createStrangers(3)
  const connections = [one, one, one, '192.0.2.2', `::ffff:${one}`, one].map(aConnection)
  for (const [at, connection] of connections.entries()) {
    strangers.meet(connection)
    if (at === 0) strangers.letIn(connection)
  }
  expect(connections.map(({ isCut }) => isCut)).toEqual([false, true, false, false, false, false])
})

test('one that closed counts no more, and of an address without any nothing is kept', () => {
  const strangers = createStrangers(2)
  for (let count = 0; count < 5; count += 1) {
    const connection = aConnection('2001:db8::1')
    strangers.meet(connection)
    connection.emit('close')
    expect(connection.isCut).toBe(false)
  }
  expect(strangers.size()).toBe(0)
})

test('addresses that one customer has are one (a /64 of IPv6)', () => {
  const strangers = createStrangers(1)
  const [first, second, other] = ['2001:db8::1', '2001:db8::2', '2001:db8:1::1'].map(aConnection)
  for (const one of [first, second, other]) if (one) strangers.meet(one)
  expect([first?.isCut, second?.isCut, other?.isCut]).toEqual([true, false, false])
})

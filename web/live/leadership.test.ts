import { expect, test } from 'vitest'
import { type Locks, queueForLead } from './leadership.ts'

/** A lock that does nothing by itself. */
function aLock() {
  const bids: {
    steals: boolean
    begin: () => Promise<void>
    fail: (reason: unknown) => void
  }[] = []
  const locks: Locks = {
    request: (_, { steal = false }, begin) =>
      new Promise((_resolve, fail) => bids.push({ steals: steal, begin, fail })),
  }
  const told: string[] = []
  const leadership = queueForLead({
    locks,
    onLead: () => told.push('lead'),
    onLost: () => told.push('lost'),
  })
  return { bids, told, leadership }
}

const stolen = () => new DOMException('stolen', 'AbortError')
const settle = () => new Promise((resolve) => setTimeout(resolve))

test('a tab that is stolen from waits for the lead again', async () => {
  const { bids, told } = aLock()
  void bids[0]?.begin()
  bids[0]?.fail(stolen())
  await settle()
  expect(told).toEqual(['lead', 'lost'])
  expect(bids.map(({ steals }) => steals)).toEqual([false, false])
})

test('so does one that was stolen from before it learnt that it led, and it never leads by that', async () => {
  const { bids, told } = aLock()
  bids[0]?.fail(stolen())
  await settle()
  expect(bids).toHaveLength(2)
  await bids[0]?.begin()
  expect(told).toEqual([])
  void bids[1]?.begin()
  expect(told).toEqual(['lead'])
})

test('a tab that let go, or whose browser refuses locks, does not ask again', async () => {
  const { bids, leadership } = aLock()
  bids[0]?.fail(new DOMException('no locks here', 'SecurityError'))
  await settle()
  expect(bids).toHaveLength(1)
  leadership.close()
  bids[0]?.fail(stolen())
  await settle()
  expect(bids).toHaveLength(1)
})

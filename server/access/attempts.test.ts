import { expect, test } from 'vitest'
import { createAttempts } from './attempts.ts'

function anAttempts() {
  const time = { nowMs: 0 }
  const attempts = createAttempts(() => time.nowMs)
  const failTimes = (address: string, times: number) => {
    for (let count = 0; count < times; count++) attempts.fail(address)
  }
  return { ...attempts, time, failTimes }
}

test('the tenth failure within a minute locks an address out for one', () => {
  const { mayTry, failTimes, time } = anAttempts()
  failTimes('10.0.0.1', 9)
  expect(mayTry('10.0.0.1')).toBe(true)
  failTimes('10.0.0.1', 1)
  expect([mayTry('10.0.0.1'), mayTry('10.0.0.2')]).toEqual([false, true])
  time.nowMs = 59_999
  expect(mayTry('10.0.0.1')).toBe(false)
  time.nowMs = 60_000
  expect(mayTry('10.0.0.1')).toBe(true)
})

test('ten failures over more than a minute lock nobody out', () => {
  const { mayTry, failTimes, time } = anAttempts()
  failTimes('10.0.0.1', 9)
  time.nowMs = 60_000
  failTimes('10.0.0.1', 9)
  expect(mayTry('10.0.0.1')).toBe(true)
})

test('addresses of one IPv6 network of 64 bits are one', () => {
  const { mayTry, fail } = anAttempts()
  for (let count = 0; count < 10; count++) fail(`2001:db8:1:2::${count}`)
  expect([mayTry('2001:db8:1:2:ffff::1'), mayTry('2001:db8:1:3::1')]).toEqual([false, true])
})

test('a flood of a million others never makes it forget who is locked out, nor grow', () => {
  const { mayTry, fail, failTimes, size } = anAttempts()
  failTimes('10.0.0.1', 10)
  for (let count = 0; count < 1_000_000; count++) {
    const address = `11.${count >> 16}.${(count >> 8) & 255}.${count & 255}`
    if (mayTry(address)) fail(address)
  }
  expect(mayTry('10.0.0.1')).toBe(false)
  expect(size()).toBeLessThanOrEqual(20_000)
})

test('when all that can be remembered are locked out, nobody new may try until one is free', () => {
  const { mayTry, failTimes, time } = anAttempts()
  for (let count = 0; count < 10_000; count++) failTimes(`11.0.${count >> 8}.${count & 255}`, 10)
  expect(mayTry('10.0.0.1')).toBe(false)
  time.nowMs = 60_000
  expect(mayTry('10.0.0.1')).toBe(true)
})

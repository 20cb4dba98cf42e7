import { expect, test } from 'vitest'
import { isLoopbackAddress, toAddress } from './address.ts'

test.each([
  ['10.0.0.1', '10.0.0.1'],
  ['::1', '::1'],
  ['0:0:0:0:0:0:0:1', '::1'],
  ['FE80::0001%eth0', 'fe80::1'],
  ['::ffff:10.0.0.1', '10.0.0.1'],
  ['::FFFF:a00:1', '10.0.0.1'],
  ['0:0:0:0:0:ffff:127.0.0.1', '127.0.0.1'],
  ['::ffff:0:10.0.0.1', '::ffff:0:a00:1'],
  ['10.0.0', null],
  ['010.0.0.1', null],
  ['host', null],
  ['', null],
])('%s is %s', (text, address) => {
  expect(toAddress(text)).toBe(address)
})

test('loopback is 127.0.0.0/8 and ::1', () => {
  const given = ['127.0.0.1', '127.9.9.9', '::1', '128.0.0.1', '::2', null]
  expect(given.map(isLoopbackAddress)).toEqual([true, true, true, false, false, false])
})

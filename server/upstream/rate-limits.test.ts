import { expect, test } from 'vitest'
import { readRateLimits } from './rate-limits.ts'

const read = (text: string) => readRateLimits({ 'x-ratelimit-user-api': text }).operation

test('reads the counters of the operation and of the account', () => {
  const headers = {
    'x-ratelimit-user-api': 'Limit:5,Remain:2,TimeLeft:800,Reset:1',
    'x-ratelimit-user': 'Limit: 100, Remain: 0, TimeLeft: 2000, Reset: 1234',
  }
  expect(readRateLimits(headers)).toEqual({
    operation: { limit: 5, remain: 2, timeLeftMs: 800 },
    account: { limit: 100, remain: 0, timeLeftMs: 2000 },
  })
  expect(readRateLimits({})).toEqual({ operation: null, account: null })
})

test('letter case and order are no matter', () => {
  expect(read('timeleft:1,reset:9,REMAIN:0,limit:5')).toEqual({
    limit: 5,
    remain: 0,
    timeLeftMs: 1,
  })
})

test.each([
  'Limit:5,Remain:-1,TimeLeft:800,Reset:1',
  'Limit:5,Remain:6,TimeLeft:800,Reset:1',
  'Limit:0,Remain:0,TimeLeft:800,Reset:1',
  'Limit:99999,Remain:0,TimeLeft:800,Reset:1',
  'Limit:5,Remain:2.5,TimeLeft:800,Reset:1',
  'Limit:5,Remain:2',
  'Remain:2,TimeLeft:800',
  'SoftLimit:5,Remain:2,TimeLeft:800',
  'Limit:5,Remain:1,TimeLeft:9999999999999',
  'busy',
  '',
])('takes %j for nothing', (text) => {
  expect(read(text)).toBeNull()
})

import { expect, test } from 'vitest'
import { readRequestedWait } from './requested-wait.ts'

test.each([
  [{}, null, false],
  [{ 'x-acs-retry-after': '1500' }, 1500, true],
  [{ 'x-acs-retry-after': ['700', '800'] }, 700, true],
  [{ 'x-acs-retry-after': '0' }, null, false],
  [{ 'x-acs-retry-after': '-1' }, null, false],
  [{ 'x-acs-retry-after': '' }, null, false],
  [{ 'x-acs-retry-after': 'soon' }, null, false],
  [{ 'x-acs-retry-after': '9999999999' }, 60_000, true],
  [{ 'retry-after': '2' }, 2000, false],
  [{ 'retry-after': 'Wed, 21 Oct 2026 07:28:00 GMT' }, null, false],
  [{ 'x-ratelimit-user-api': 'Limit:5,Remain:0,TimeLeft:800,Reset:1' }, 800, false],
  [
    {
      'x-ratelimit-user-api': 'Limit:5,Remain:0,TimeLeft:800,Reset:1',
      'x-ratelimit-user': 'Limit:5,Remain:0,TimeLeft:1200,Reset:1',
      'x-acs-retry-after': '1000',
    },
    1200,
    true,
  ],
])('reads %j as %j, throttling: %j', (headers, ms, isThrottling) => {
  expect(readRequestedWait(headers)).toEqual({ ms, isThrottling })
})

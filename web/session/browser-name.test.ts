import { expect, test } from 'vitest'
import { browserName } from './browser-name.ts'

const mozilla = 'Mozilla/5.0'

test.each([
  [
    `${mozilla} (X11; Linux x86_64) AppleWebKit/537.36 Chrome/150.0 Safari/537.36`,
    'Chrome',
    'Linux',
  ],
  [
    `${mozilla} (Windows NT 10.0) AppleWebKit/537.36 Chrome/150.0 Safari/537.36 Edg/150.0`,
    'Edge',
    'Windows',
  ],
  [`${mozilla} (Macintosh; Intel Mac OS X 10_15) Version/19.0 Safari/605.1`, 'Safari', 'macOS'],
  [
    `${mozilla} (iPhone; CPU iPhone OS 19_0 like Mac OS X) Version/19.0 Safari/604.1`,
    'Safari',
    'iOS',
  ],
  [
    `${mozilla} (Linux; Android 16) Chrome/150.0 Safari/537.36 MicroMessenger/9.0`,
    'WeChat',
    'Android',
  ],
  [`${mozilla} (X11; Linux x86_64; rv:150.0) Gecko/20100101 Firefox/150.0`, 'Firefox', 'Linux'],
])('%s is %s on %s', (agent, browser, system) => {
  expect(browserName(agent)).toEqual({ browser, system })
})

test('a program is not taken for a browser', () => {
  expect([browserName('curl/8.9'), browserName('')]).toEqual([null, null])
})

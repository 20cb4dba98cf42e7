import { expect, test } from 'vitest'
import { readConfig } from './config.ts'

const token = 'canary-token-0123456789'
const file = (text: string) => () => text

test.each(['debug', ' warn ', 'silent'])('%s is a level of the log', (level) => {
  const read = readConfig({ WAYBILL_LOG_LEVEL: level })
  expect(read).toMatchObject({ config: { logLevel: level.trim() } })
})

test('the token of the metrics is the first line of its file', () => {
  const read = readConfig({ WAYBILL_METRICS_TOKEN_FILE: '/run/token' }, file(`${token}\n`))
  expect(read).toMatchObject({ config: { metricsToken: token } })
})

test.each([
  ['', /WAYBILL_METRICS_TOKEN_FILE \(\/run\/token\) must begin with a secret/],
  ['too-short', /at least 16 letters/],
  [`${token} and more`, /without spaces/],
])('a token file that holds %j is refused by name, without its text', (text, says) => {
  const read = readConfig({ WAYBILL_METRICS_TOKEN_FILE: '/run/token' }, file(text))
  expect(read).toEqual({ faults: [expect.stringMatching(says)] })
  expect(JSON.stringify(read)).not.toContain(token)
})

test('a level that does not exist and a file that does not are told at once', () => {
  const read = readConfig({
    WAYBILL_LOG_LEVEL: 'loud',
    WAYBILL_METRICS_TOKEN_FILE: '/nowhere/token',
    PORT: 'x',
  })
  expect(read).toEqual({
    faults: [
      expect.stringMatching(/^PORT /),
      expect.stringMatching(/^WAYBILL_LOG_LEVEL must be one of fatal, error/),
      'WAYBILL_METRICS_TOKEN_FILE (/nowhere/token) cannot be read: ENOENT',
    ],
  })
})

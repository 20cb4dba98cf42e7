import { expect, test } from 'vitest'
import { readProxySecret } from './proxy-secret.ts'

const secret = 'canary-'.repeat(6)

test('the first line is the secret', () => {
  expect(readProxySecret('/run/secret', () => `${secret}\r\nmore\n`)).toBe(secret)
})

test('a short one is refused by the name of its variable, and not repeated', () => {
  const read = () => readProxySecret('/run/secret', () => 'canary\n')
  expect(read).toThrow(/^WAYBILL_PROXY_SECRET_FILE: \/run\/secret must begin with a secret of 32/)
  expect(read).not.toThrow(/canary/)
})

test('a file that is not there is named', () => {
  const read = () => {
    throw Object.assign(new Error('no such file'), { code: 'ENOENT' })
  }
  expect(() => readProxySecret('/run/secret', read)).toThrow('/run/secret cannot be read (ENOENT)')
})

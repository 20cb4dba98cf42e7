import { expect, test } from 'vitest'
import { readSecretFile } from './secret-file.ts'

function read(text: string | Error, least = 32) {
  const faults: string[] = []
  const file = { variable: 'WAYBILL_A_SECRET_FILE', path: ' /run/secret ', least }
  const secret = readSecretFile(
    file,
    () => {
      if (typeof text !== 'string') throw text
      return text
    },
    faults,
  )
  return { secret, faults }
}

const secret = 'canary-'.repeat(6)

test('the first line is the secret', () => {
  expect(read(`${secret}\r\nmore\n`)).toEqual({ secret, faults: [] })
  expect(read(`  ${secret}  `)).toEqual({ secret, faults: [] })
})

test.each([
  ['a short one', 'canary\n'],
  ['one with a space', `${secret} ${secret}`],
  ['none', `\n${secret}`],
  ['one that no header carries', `${secret}é`],
])('%s is refused by the names of its variable and file, and not repeated', (_, text) => {
  expect(read(text)).toEqual({
    secret: null,
    faults: [
      'WAYBILL_A_SECRET_FILE (/run/secret) must begin with a secret of at least 32 letters without spaces',
    ],
  })
})

test('a file that is not there is named, with what the system says', () => {
  const missing = Object.assign(new Error('canary'), { code: 'ENOENT' })
  expect(read(missing).faults).toEqual([
    'WAYBILL_A_SECRET_FILE (/run/secret) cannot be read: ENOENT',
  ])
})

test('no file, no secret and no fault', () => {
  const faults: string[] = []
  const file = { variable: 'WAYBILL_A_SECRET_FILE', path: undefined, least: 16 }
  expect(readSecretFile(file, () => secret, faults)).toBeNull()
  expect(faults).toEqual([])
})

import { format, inspect } from 'node:util'
import { pino } from 'pino'
import { expect, test } from 'vitest'
import { toSecretKey } from './secret-key.ts'

const key = toSecretKey({
  accessKeyId: 'LTAIcanary',
  accessKeySecret: 'canarySecret',
  securityToken: 'canaryToken',
})

function logged(value: unknown): string {
  const lines: string[] = []
  pino({ level: 'trace' }, { write: (line: string) => void lines.push(line) }).trace({ value })
  return lines.join('')
}

test('gives its parts to who asks for them by name', () => {
  expect([key.accessKeyId, key.accessKeySecret, key.securityToken]).toEqual([
    'LTAIcanary',
    'canarySecret',
    'canaryToken',
  ])
})

test.each<[string, (value: unknown) => string]>([
  ['JSON', (value) => JSON.stringify({ value })],
  ['a template', (value) => `${value}`],
  ['inspect', (value) => inspect({ value }, { depth: 9, showHidden: true, getters: true })],
  ['format', (value) => format('%s %o %O %j', value, value, value, value)],
  ['a log line', logged],
  ['an error that holds it', (value) => inspect(new Error('failed', { cause: { value } }))],
])('%s shows nothing of it', (_, print) => {
  expect(print(key)).toContain('[secret]')
  expect(print(key)).not.toContain('anary')
})

test('a copy of its fields, or a clone, is empty', () => {
  expect(JSON.stringify({ ...key })).toBe('{}')
  expect(inspect(structuredClone(key))).not.toContain('anary')
})

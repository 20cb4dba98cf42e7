import { randomBytes } from 'node:crypto'
import { expect, test } from 'vitest'
import { createSeal } from './seal.ts'

test('what was sealed is read again under its name, and is never twice the same', () => {
  const { close, open } = createSeal(randomBytes)
  const sealed = close('said 中文', 'a')
  expect(open(sealed, 'a')).toBe('said 中文')
  expect(close('said 中文', 'a')).not.toBe(sealed)
  expect(sealed).toMatch(/^[\w-]+$/)
  expect(open(close('', 'a'), 'a')).toBe('')
})

test('nothing is read of another name, another process, or a text that was changed anywhere', () => {
  const { close, open } = createSeal(randomBytes)
  const sealed = close('said', 'a')
  expect(open(sealed, 'b')).toBe(null)
  expect(createSeal(randomBytes).open(sealed, 'a')).toBe(null)
  const bytes = Buffer.from(sealed, 'base64url')
  for (let at = 0; at < bytes.length; at += 1) {
    const changed = Buffer.from(bytes)
    changed[at] = (changed[at] ?? 0) ^ 1
    expect(open(changed.toString('base64url'), 'a'), `byte ${at}`).toBe(null)
    expect(open(bytes.subarray(0, at).toString('base64url'), 'a'), `cut at ${at}`).toBe(null)
  }
})

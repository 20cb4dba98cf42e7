import { expect, test } from '@playwright/test'
import { canaries, found } from './canaries.ts'

test('what looks for canaries finds them in every form', () => {
  for (const canary of canaries) {
    for (const before of ['', 'a', 'ab', 'abc', 'some text before ']) {
      const text = `${before}${canary} and after`
      const encodings = [
        text,
        encodeURIComponent(text),
        JSON.stringify(text),
        Buffer.from(text).toString('base64'),
        Buffer.from(text).toString('base64url'),
        Buffer.from(text).toString('hex'),
        Buffer.from(text).toString('hex').toUpperCase(),
        encodeURIComponent(encodeURIComponent(text)),
        encodeURIComponent(text).replace(/%../g, (escaped) => escaped.toLowerCase()),
      ]
      for (const encoded of encodings) expect(found(encoded), encoded).toContain(canary)
    }
  }
  expect(found('nothing of the kind')).toEqual([])
})

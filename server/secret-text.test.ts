import { format, inspect } from 'node:util'
import { expect, test } from 'vitest'
import { SecretText } from './secret-text.ts'

const words = 'the words that nobody is to read'

test('whatever writes it down writes nothing of it', () => {
  const secret = new SecretText(words)
  const kept = { secret, list: [secret] }
  const written = [
    JSON.stringify(kept),
    `${secret}`,
    String(secret),
    inspect(kept, { showHidden: true, depth: null }),
    format('%s %o %j', secret, secret, secret),
    JSON.stringify({ ...secret }),
    JSON.stringify(structuredClone({ ...secret })),
  ]
  for (const text of written) expect(text).not.toContain(words)
  expect(secret.reveal()).toBe(words)
})

import { expect, test } from 'vitest'
import { toJsonSchema } from './config-schema.ts'

// `npx vitest run server/config-schema.test.ts -u` writes it anew.
test('the published schema is that of the code', async () => {
  const text = `${JSON.stringify(toJsonSchema(), null, 2)}\n`
  await expect(text).toMatchFileSnapshot('./waybill.schema.json')
})

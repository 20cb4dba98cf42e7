import fc from 'fast-check'
import { expect, test } from 'vitest'
import { maskAccounts } from './mask-accounts.ts'

test.each([
  ['{"SourceUid":"1984268643261234567"}', '{"SourceUid":"198•••567"}'],
  ['{"sourceUid":1984268643261234567,"Total":5}', '{"sourceUid":"198•••567","Total":5}'],
  [
    '{"a":[{"TargetUid":"1984"}],"TargetAliyunId":"somebody@example"}',
    '{"a":[{"TargetUid":"1•••"}],"TargetAliyunId":"som•••ple"}',
  ],
  ['{"TargetUid":"","SourceUid":null}', '{"TargetUid":"","SourceUid":null}'],
  [
    '{"Name":"a\\"TargetUid\\":12345678901","Total":1}',
    '{"Name":"a\\"TargetUid\\":12345678901","Total":1}',
  ],
])('%s is shown as %s', (json, shown) => {
  expect(maskAccounts(json)).toBe(shown)
})

test('whatever the row, it stays JSON, and only what holds an account changes', () => {
  const row = fc.dictionary(fc.constantFrom('Name', 'x\\Uid', 'Uid"', 'Total'), fc.jsonValue())
  fc.assert(
    fc.property(row, fc.string(), (fields, uid) => {
      const shown = JSON.parse(maskAccounts(JSON.stringify({ SourceUid: uid, fields })))
      expect(shown.SourceUid).not.toBe(uid.length > 0 ? uid : 'any')
      expect(Object.keys(shown.fields)).toEqual(Object.keys(fields))
      expect(shown.fields.Total).toEqual(JSON.parse(JSON.stringify(fields)).Total)
    }),
    { numRuns: 1000 },
  )
})

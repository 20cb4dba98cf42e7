import { chmodSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { createFileCredentials, realKeyFiles } from './file-credentials.ts'
import { readKeysFile } from './keys-file.ts'

/** A keys file on the disk, and what was reported of it. */
function aFile(text: string, mode = 0o600) {
  const folder = mkdtempSync(join(tmpdir(), 'waybill-keys-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const path = join(folder, 'keys')
  writeFileSync(path, text, { mode })
  const reports: string[] = []
  const report = (words: string) => void reports.push(words)
  return {
    path,
    reports,
    credentials: createFileCredentials(path, { files: realKeyFiles, report }),
  }
}

const asJson = (name: string) =>
  JSON.stringify({ accessKeyId: `LTAI5t${name}Canary`, accessKeySecret: `${name}CanarySecret` })

test.each<[string, string]>([
  [
    'JSON by the names of the SDKs',
    '{"accessKeyId":"a","accessKeySecret":"b","securityToken":"c"}',
  ],
  ['JSON by the names of STS', '{"AccessKeyId":"a","AccessKeySecret":"b","SecurityToken":"c"}'],
  [
    'lines by the names of the environment',
    '# of the team\nexport ALIBABA_CLOUD_ACCESS_KEY_ID="a"\nALIBABA_CLOUD_ACCESS_KEY_SECRET = b\r\n' +
      "ALIBABA_CLOUD_SECURITY_TOKEN='c'\n",
  ],
])('reads %s', (_, text) => {
  const { accessKeyId, accessKeySecret, securityToken } = readKeysFile(text)
  expect([accessKeyId, accessKeySecret, securityToken]).toEqual(['a', 'b', 'c'])
})

test.each(['', '{"accessKeyId":"canary"', '{"accessKeyId":"canary"}', '[]', 'null', 'canary'])(
  'a file that holds %j is no key, and nothing of it is repeated',
  (text) => {
    expect(() => readKeysFile(text)).toThrow(/holds no key/)
    expect(() => readKeysFile(text)).not.toThrow(/canary/)
  },
)

test('the next call signs with the key of a file that was replaced', async () => {
  const { path, credentials } = aFile(asJson('Old'))
  expect((await credentials.current()).accessKeyId).toBe('LTAI5tOldCanary')
  writeFileSync(`${path}.new`, asJson('New'), { mode: 0o600 })
  renameSync(`${path}.new`, path)
  expect((await credentials.current()).accessKeySecret).toBe('NewCanarySecret')
  expect(credentials.inUse()).toEqual({
    source: 'keys-file',
    provider: null,
    accessKeyId: 'LTAI••••nary',
    kind: 'access-key',
  })
})

test('while the file is half written or away the last key stays in use', async () => {
  const { path, credentials } = aFile(asJson('Old'))
  const old = await credentials.current()
  writeFileSync(path, '{"accessKeyId":"LT')
  expect(await credentials.current()).toBe(old)
  rmSync(path)
  expect(await credentials.current()).toBe(old)
  expect(await credentials.refresh(old)).toBe(false)
  writeFileSync(path, asJson('New'))
  expect((await credentials.current()).accessKeyId).toBe('LTAI5tNewCanary')
})

test('a refused key has the file read anew even where its stamp stayed the same', async () => {
  let text = asJson('Old')
  const files = {
    look: async () => ({ stamp: 'as ever', mode: 0o100600 }),
    readText: async () => text,
  }
  const credentials = createFileCredentials('keys', { files, report: () => {} })
  const old = await credentials.current()
  text = asJson('New')
  expect(await credentials.current()).toBe(old)
  expect(await Promise.all([credentials.refresh(old), credentials.refresh(old)])).toEqual([
    true,
    true,
  ])
  expect((await credentials.current()).accessKeyId).toBe('LTAI5tNewCanary')
  expect(await credentials.refresh(await credentials.current())).toBe(false)
})

test('a file that is not there is told without its path, and found once it is there', async () => {
  const { path, credentials } = aFile(asJson('Old'))
  rmSync(path)
  const error = await credentials.current().catch((thrown: Error) => thrown)
  expect(error).toMatchObject({
    code: 'credentials-refused',
    message: 'The keys file cannot be read (ENOENT).',
  })
  writeFileSync(path, asJson('New'))
  expect((await credentials.current()).accessKeyId).toBe('LTAI5tNewCanary')
})

test('a file that others may read is used, and told of once', async () => {
  const { path, credentials, reports } = aFile(asJson('Old'), 0o600)
  await credentials.current()
  expect(reports).toEqual([])
  chmodSync(path, 0o640)
  await credentials.current()
  chmodSync(path, 0o644)
  await credentials.current()
  expect(reports).toEqual([`${path} holds a key and may be read by others: chmod 600 it`])
})

import { expect, test, vi } from 'vitest'
import type { AccessKey } from '../secret-key.ts'
import type { Provider } from './library-credentials.ts'
import { createCredentials } from './open-credentials.ts'

/** The parts of a key, which shows none of them by itself. */
const partsOf = ({ accessKeyId, accessKeySecret, securityToken }: AccessKey) => ({
  accessKeyId,
  accessKeySecret,
  ...(securityToken && { securityToken }),
})
const key = (name: string): AccessKey => ({ accessKeyId: name, accessKeySecret: `${name}-secret` })

/** A library whose n-th provider does the n-th of these; the last one stays. */
function aLibrary(...providers: (() => Promise<AccessKey>)[]) {
  const seen = { loads: 0, asks: 0 }
  const loadProvider = async (): Promise<Provider> => {
    const getCredentials = providers[Math.min(seen.loads, providers.length - 1)]
    seen.loads += 1
    return {
      getCredentials: () => {
        seen.asks += 1
        return getCredentials?.() ?? Promise.reject(new Error('no provider'))
      },
    }
  }
  return { loadProvider, seen }
}

test('static keys need no library', async () => {
  const loadProvider = () => Promise.reject(new Error('must not load'))
  const credentials = createCredentials(key('static'), { loadProvider })
  expect(partsOf(await credentials.current())).toEqual(key('static'))
  expect(await credentials.refresh(key('static'))).toBe(false)
})

test('first calls at the same time ask once', async () => {
  const { loadProvider, seen } = aLibrary(async () => key('one'))
  const credentials = createCredentials(null, { loadProvider })
  const all = await Promise.all(Array.from({ length: 10 }, () => credentials.current()))
  expect(new Set(all).size).toBe(1)
  expect(all.map(partsOf)[0]).toEqual(key('one'))
  expect(seen).toEqual({ loads: 1, asks: 1 })
})

test('what was found is held for a minute, then the same provider is asked again', async () => {
  let now = 0
  const { loadProvider, seen } = aLibrary(async () => key('one'))
  const credentials = createCredentials(null, { loadProvider, monotonicNow: () => now })
  await credentials.current()
  now = 59_999
  await credentials.current()
  expect(seen).toEqual({ loads: 1, asks: 1 })
  now = 60_000
  await credentials.current()
  expect(seen).toEqual({ loads: 1, asks: 2 })
})

test('a failed look throws the provider away, so the next one can succeed', async () => {
  const { loadProvider, seen } = aLibrary(
    () => Promise.reject(new Error('nothing there')),
    async () => key('two'),
  )
  const credentials = createCredentials(null, { loadProvider })
  await expect(credentials.current()).rejects.toMatchObject({ code: 'credentials-refused' })
  expect(partsOf(await credentials.current())).toEqual(key('two'))
  expect(seen.loads).toBe(2)
})

test('the library’s message never leaves, nor does its error', async () => {
  const leak = Object.assign(new Error('{"access_key_secret":"CanarySecret"}'), {
    name: 'Canary Secret',
    data: 'CanarySecret',
  })
  const { loadProvider } = aLibrary(() => Promise.reject(leak))
  const error = await createCredentials(null, { loadProvider })
    .current()
    .catch((thrown: Error) => thrown)
  expect(error).toMatchObject({ cause: { kind: 'unknown' } })
  expect(JSON.stringify(error) + String(error)).not.toContain('Canary')
  expect(error instanceof Error && error.message).toContain('ALIBABA_CLOUD_ACCESS_KEY_ID')
})

test('a library that hangs is given up', async () => {
  const { loadProvider } = aLibrary(
    () => new Promise(() => {}),
    async () => key('two'),
  )
  const credentials = createCredentials(null, { loadProvider, timeLimitMs: 5 })
  await expect(credentials.current()).rejects.toThrow('took too long')
  expect(partsOf(await credentials.current())).toEqual(key('two'))
})

test('a key without its secret is none', async () => {
  const { loadProvider } = aLibrary(async () => ({ accessKeyId: 'a', accessKeySecret: '' }))
  await expect(createCredentials(null, { loadProvider }).current()).rejects.toThrow(
    'No credentials found',
  )
})

test('a refresh takes a new provider and tells whether it found others', async () => {
  const { loadProvider, seen } = aLibrary(
    async () => key('old'),
    async () => key('new'),
  )
  const credentials = createCredentials(null, { loadProvider })
  const old = await credentials.current()
  expect(await Promise.all([credentials.refresh(old), credentials.refresh(old)])).toEqual([
    true,
    true,
  ])
  expect(partsOf(await credentials.current())).toEqual(key('new'))
  // One that failed later with the old key keeps what was found since.
  expect(await credentials.refresh(old)).toBe(true)
  expect(seen.loads).toBe(2)
  expect(await credentials.refresh(key('new'))).toBe(false)
})

test('a refresh that finds nothing says no', async () => {
  const { loadProvider } = aLibrary(
    async () => key('old'),
    () => Promise.reject(new Error('gone')),
  )
  const credentials = createCredentials(null, { loadProvider })
  expect(await credentials.refresh(await credentials.current())).toBe(false)
})

test('without static keys Alibaba’s own default chain is asked', async () => {
  vi.stubEnv('ALIBABA_CLOUD_ACCESS_KEY_ID', 'chain-id')
  vi.stubEnv('ALIBABA_CLOUD_ACCESS_KEY_SECRET', 'chain-secret')
  vi.stubEnv('ALIBABA_CLOUD_SECURITY_TOKEN', 'chain-token')
  expect(partsOf(await createCredentials(null).current())).toEqual({
    accessKeyId: 'chain-id',
    accessKeySecret: 'chain-secret',
    securityToken: 'chain-token',
  })
  vi.unstubAllEnvs()
})

test('what may be known of the keys is their ends and where they are from', async () => {
  const id = 'LTAI5tCanaryKey9kQ2'
  const accessKey = { accessKeyId: id, accessKeySecret: 'CanarySecret' }
  expect(createCredentials(accessKey).inUse()).toEqual({
    source: 'environment',
    provider: null,
    accessKeyId: 'LTAI••••9kQ2',
    kind: 'access-key',
  })
  const temporary = { ...accessKey, securityToken: 'CanaryToken' }
  expect(createCredentials(temporary).inUse().kind).toBe('sts')
  expect(createCredentials(key('short')).inUse().accessKeyId).toBe('••••')
})

test('of the chain nothing is known before it found keys, and after it finds none any more', async () => {
  let now = 0
  const none = { source: 'default-chain', provider: null, accessKeyId: null, kind: null }
  const found = { ...key('LTAI5tCanaryKey'), providerName: 'default/env secret=x' }
  const { loadProvider } = aLibrary(async () => {
    if (now > 0) throw new Error('gone')
    return found
  })
  const credentials = createCredentials(null, { loadProvider, monotonicNow: () => now })
  expect(credentials.inUse()).toEqual(none)
  await credentials.current()
  // A name that is no name is not shown.
  expect(credentials.inUse()).toEqual({ ...none, accessKeyId: 'LTAI••••yKey', kind: 'access-key' })
  expect(partsOf(await credentials.current())).toEqual(key('LTAI5tCanaryKey'))
  now = 60_000
  await expect(credentials.current()).rejects.toMatchObject({ code: 'credentials-refused' })
  expect(credentials.inUse()).toEqual(none)
})

import type { AccessKey } from './authenticate.ts'

const texts = ['accessKeyId', 'accessKeySecret', 'securityToken', 'account'] as const

/** Reads the keys that shall be known from now on, one or a list; throws an `Error` in words. */
export function readKeys(value: unknown): AccessKey[] {
  const keys = (Array.isArray(value) ? value : [value]).map(readKey)
  if (keys.length === 0) throw new Error('There must be at least one key')
  return keys
}

function readKey(value: unknown): AccessKey {
  if (typeof value !== 'object' || value === null) throw new Error('A key is a JSON object')
  for (const [name, part] of Object.entries(value)) {
    if (name === 'disabled' && typeof part === 'boolean') continue
    const isText = texts.some((known) => known === name) && typeof part === 'string' && part !== ''
    if (!isText) throw new Error(`A key has no such "${name}"`)
  }
  const { accessKeyId, accessKeySecret, ...others } = value as Partial<AccessKey>
  if (accessKeyId === undefined || accessKeySecret === undefined) {
    throw new Error('A key needs "accessKeyId" and "accessKeySecret"')
  }
  return { accessKeyId, accessKeySecret, ...others }
}

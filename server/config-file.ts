import { dirname, resolve } from 'node:path'
import type { z } from 'zod'
import {
  type ConnectionOfFile,
  type CredentialsOfFile,
  configFile,
  connectionOfFile,
} from './config-schema.ts'
import { type ScopesConfig, toScopes, unknownConnections } from './config-scopes.ts'
import { type ConnectionConfig, defaultSlots, endpointOf } from './connection-config.ts'
import { findKeys } from './keys-in-file.ts'
import { toSecretKey } from './secret-key.ts'
import type { CredentialsSource, RoleSession } from './upstream/credentials-source.ts'

type Env = Readonly<Record<string, string | undefined>>

export type ConfigFileParts = {
  readonly path: string
  /** Throws where the file cannot be read. */
  readonly readText: (path: string) => string
  readonly env: Env
}

type Read<T> = { readonly faults: string[]; readonly value: T | null }

/** `scopes: null`: the file has none, everybody sees everything. */
type ReadFile = Read<readonly ConnectionConfig[]> & { readonly scopes: ScopesConfig | null }

/** The connections of the file, or every fault in it with its path, and never what is a secret. */
export function readConfigFile(parts: ConfigFileParts): ReadFile {
  const { value: raw, faults: unread } = readJson(parts)
  if (unread.length > 0) return { value: null, scopes: null, faults: unread }
  const keys = findKeys(raw)
  const read = configFile.safeParse(raw, { error: toMessage })
  const faults = [
    ...keys.map(({ path, message }) => `${toPath(path)} ${message}`),
    ...(read.success ? [] : read.error.issues.flatMap(toFaults)).filter(
      (fault) => !keys.some(({ path }) => fault.startsWith(`${toPath(path)} `)),
    ),
    ...duplicates(raw),
    ...unknownConnections(raw, namesOf(raw)),
  ]
  // One by one: a fault in the first must not hide that the second names a variable that is not set.
  const connections = listOf(raw).map((given, index) => {
    const { success, data } = connectionOfFile.safeParse(given)
    return success ? toConnection(data, index, parts, faults) : null
  })
  const told = faults.map((fault) => `WAYBILL_CONFIG: ${fault}`)
  const given = read.data?.scopes
  const scopes = given ? toScopes(given) : null
  if (told.length > 0) return { value: null, scopes, faults: told }
  return { value: connections.filter((connection) => connection !== null), scopes, faults: [] }
}

function listOf(raw: unknown): readonly unknown[] {
  const { connections } = (raw ?? {}) as { connections?: unknown }
  return Array.isArray(connections) ? connections : []
}

function namesOf(raw: unknown): readonly unknown[] {
  return listOf(raw).map((connection) => (connection as { name?: unknown } | null)?.name)
}

function readJson({ path, readText }: ConfigFileParts): Read<unknown> {
  try {
    return { value: JSON.parse(readText(path)), faults: [] }
  } catch (error) {
    // The parser's message repeats what it read; only the place of it may be told.
    const { code, message } = error as NodeJS.ErrnoException
    const place = /\(line \d+ column \d+\)/.exec(message)?.[0] ?? ''
    const why = code ? `cannot be read (${code})` : `is not JSON ${place}`.trim()
    return { value: null, faults: [`WAYBILL_CONFIG: ${path} ${why}`] }
  }
}

/** For what a schema has no words of its own for. */
function toMessage({ code, input, ...issue }: z.core.$ZodRawIssue): string | undefined {
  if (input === undefined && (code === 'invalid_type' || code === 'invalid_union')) {
    return 'is missing'
  }
  if (code === 'invalid_type') return `must be ${a(String(issue['expected']))}`
  if (code === 'too_big') return `must have at most ${issue['maximum']}`
  return undefined
}

function a(kind: string): string {
  return /^[aeiou]/.test(kind) ? `an ${kind}` : `a ${kind}`
}

function toFaults(issue: z.core.$ZodIssue): string[] {
  if (issue.code !== 'unrecognized_keys') return [`${toPath(issue.path)} ${issue.message}`]
  return issue.keys.map((key) => `${toPath([...issue.path, key])} is not known`)
}

/** `['connections', 1, 'endpoint']` → `connections[1].endpoint`; the file itself has no path. */
function toPath(path: readonly PropertyKey[]): string {
  if (path.length === 0) return 'the file'
  return path
    .map((part) => (typeof part === 'number' ? `[${part}]` : `.${String(part)}`))
    .join('')
    .replace(/^\./, '')
}

/** Looked for in what was given: a fault elsewhere must not hide it. */
function duplicates(raw: unknown): string[] {
  const names = namesOf(raw)
  return names.flatMap((name, index) => {
    const first = names.indexOf(name)
    if (typeof name !== 'string' || first === index) return []
    return [`connections[${index}].name is the name of connections[${first}] already`]
  })
}

function toConnection(
  given: ConnectionOfFile,
  index: number,
  parts: ConfigFileParts,
  faults: string[],
): ConnectionConfig | null {
  const fault = (name: string, why: string) => {
    faults.push(`connections[${index}].credentials.${name} ${why}`)
    return null
  }
  const credentials = toSource(given.credentials, parts, fault)
  return (
    credentials && {
      name: given.name,
      account: given.account ?? null,
      region: given.region,
      endpoint: endpointOf(given.region, given.endpoint),
      iotInstanceId: given.iotInstanceId ?? null,
      slots: given.quotaPerSecond ?? defaultSlots,
      credentials,
    }
  )
}

type Fault = (name: string, why: string) => null

type OwnOfFile = Exclude<CredentialsOfFile, { from: 'assume-role' }>
type OwnSource = Exclude<CredentialsSource, { from: 'assume-role' }>

function toSource(
  given: CredentialsOfFile,
  parts: ConfigFileParts,
  fault: Fault,
): CredentialsSource | null {
  if (given.from !== 'assume-role') return toOwnSource(given, parts, fault)
  const by = toOwnSource(given.by, parts, (name, why) => fault(`by.${name}`, why))
  const { from, roleArn, externalId = null } = given
  return by && { from, roleArn, externalId, by, ...toSession(given) }
}

function toOwnSource(given: OwnOfFile, parts: ConfigFileParts, fault: Fault): OwnSource | null {
  const fromFolder = (path: string) => resolve(dirname(parts.path), path)
  switch (given.from) {
    case 'environment':
      return readEnvironment(given, parts.env, fault)
    case 'default':
      return { from: 'default' }
    case 'keys-file':
      return { from: 'keys-file', path: fromFolder(given.path) }
    case 'ram-role':
      return { from: 'ram-role', roleName: given.roleName ?? null }
    case 'oidc': {
      // By these names RRSA tells a pod of its role.
      const or = (name: 'roleArn' | 'oidcProviderArn' | 'tokenFile', variable: string) =>
        given[name] ?? (parts.env[variable] || fault(name, `is missing (nor is ${variable} set)`))
      const roleArn = or('roleArn', 'ALIBABA_CLOUD_ROLE_ARN')
      const oidcProviderArn = or('oidcProviderArn', 'ALIBABA_CLOUD_OIDC_PROVIDER_ARN')
      const tokenFile = or('tokenFile', 'ALIBABA_CLOUD_OIDC_TOKEN_FILE')
      if (roleArn === null || oidcProviderArn === null || tokenFile === null) return null
      const path = fromFolder(tokenFile)
      return { from: 'oidc', roleArn, oidcProviderArn, tokenFile: path, ...toSession(given) }
    }
  }
}

function readEnvironment(
  given: Extract<OwnOfFile, { from: 'environment' }>,
  env: Env,
  fault: Fault,
): OwnSource | null {
  const { accessKeyIdVariable: id = 'ALIBABA_CLOUD_ACCESS_KEY_ID' } = given
  const { accessKeySecretVariable: secret = 'ALIBABA_CLOUD_ACCESS_KEY_SECRET' } = given
  const token = given.securityTokenVariable
  const read = (name: keyof typeof given, variable: string) =>
    env[variable]?.trim() || fault(name, `names ${variable}, which is not set`)
  const accessKeyId = read('accessKeyIdVariable', id)
  const accessKeySecret = read('accessKeySecretVariable', secret)
  const securityToken = token === undefined ? undefined : read('securityTokenVariable', token)
  if (accessKeyId === null || accessKeySecret === null || securityToken === null) return null
  return {
    from: 'environment',
    key: toSecretKey({ accessKeyId, accessKeySecret, securityToken }),
  }
}

function toSession(given: {
  sessionName?: string | undefined
  durationSeconds?: number | undefined
  stsEndpoint?: string | undefined
}): RoleSession {
  const { sessionName = 'waybill', durationSeconds = 3600, stsEndpoint = null } = given
  return { sessionName, durationSeconds, stsEndpoint }
}

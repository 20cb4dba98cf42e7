import { readFileSync } from 'node:fs'
import { z } from 'zod'
import {
  type AccessConfig,
  accessFaults,
  accessSchema,
  signInOf,
  toAccess,
} from './config-access.ts'
import { readConfigFile } from './config-file.ts'
import { readOidc } from './config-oidc.ts'
import { type OperatingConfig, readOperating } from './config-operating.ts'
import { type ScopesConfig, scopeFaults } from './config-scopes.ts'
import {
  type ConnectionConfig,
  defaultSlots,
  endpoint,
  endpointOf,
  iotInstanceId,
  isLoopback,
  nameOf,
  quotaFault,
  region,
} from './connection-config.ts'
import { type ReadText, readSecretFile } from './secret-file.ts'
import { toSecretKey } from './secret-key.ts'

export type Config = OperatingConfig & {
  readonly host: string
  readonly port: number
  readonly dataDir: string
  /** At least one. */
  readonly connections: readonly ConnectionConfig[]
  readonly access: AccessConfig & {
    /** What the trusted proxies show besides; `null`: their address is enough. */
    readonly proxySecret: string | null
  }
  /** `null`: everybody who may look sees everything. */
  readonly scopes: ScopesConfig | null
}

type Env = Readonly<Record<string, string | undefined>>

const text = z.string().trim()
const leastProxySecret = 32

const schema = z.object({
  ...accessSchema,
  PORT: z.coerce.number('must be a port, 0 to 65535').int().min(0).max(65_535).default(8080),
  WAYBILL_DATA_DIR: text.default('./data'),
  WAYBILL_REGION: region.default('cn-shanghai'),
  WAYBILL_ENDPOINT: endpoint.optional(),
  WAYBILL_IOT_INSTANCE_ID: iotInstanceId.optional(),
  WAYBILL_QUOTA_PER_SECOND: z.coerce
    .number(quotaFault)
    .int(quotaFault)
    .min(1, quotaFault)
    .max(5, quotaFault)
    .default(defaultSlots),
  WAYBILL_CONFIG: text.optional(),
  NODE_TLS_REJECT_UNAUTHORIZED: z
    .string()
    .refine((value) => value.trim() !== '0', {
      error: 'must not be 0: whoever stands in between could read and change every answer',
    })
    .optional(),
  ALIBABA_CLOUD_ACCESS_KEY_ID: text.optional(),
  ALIBABA_CLOUD_ACCESS_KEY_SECRET: text.optional(),
  ALIBABA_CLOUD_SECURITY_TOKEN: text.optional(),
})

/** The configuration, or every fault in the environment, each naming its variable, never its secret. */
export function readConfig(
  env: Env,
  readText: ReadText = (path) => readFileSync(path, 'utf8'),
): { config: Config } | { faults: string[] } {
  // A variable that is set to nothing is not set: that is how compose files and units leave one out.
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value?.trim()))
  const read = schema.safeParse(given)
  const faults = read.success
    ? []
    : read.error.issues.map(({ path, message }) => `${path.join('.')} ${message}`)
  const { operating, faults: ofOperating } = readOperating(given, readText)
  const { oidc, faults: ofOidc } = readOidc(given, readText)
  faults.push(...ofOidc, ...halfKeys(given), ...ofOperating)
  const variable = 'WAYBILL_PROXY_SECRET_FILE'
  const secretFile = { variable, path: given[variable], least: leastProxySecret }
  const proxySecret = readSecretFile(secretFile, readText, faults)
  const path = given['WAYBILL_CONFIG']?.trim()
  const file = path === undefined ? null : readConfigFile({ path, readText, env: given })
  const endpoints = file
    ? (file.value ?? []).map(({ endpoint }) => endpoint)
    : [given['WAYBILL_ENDPOINT'] ?? ''].filter((text) => URL.canParse(text))
  const isEmulated = endpoints.length > 0 && endpoints.every((url) => isLoopback(new URL(url)))
  faults.unshift(...accessFaults(given, isEmulated))
  const scopes = file?.scopes ?? null
  faults.push(...scopeFaults(given, signInOf(given, isEmulated), scopes))
  if (file) faults.push(...file.faults, ...overruled(given, file.value ?? []))
  if (!read.success || faults.length > 0) return { faults }
  const { HOST: host, PORT: port, WAYBILL_DATA_DIR: dataDir } = read.data
  const connections = file?.value ?? [toOnly(read.data)]
  const access = { ...toAccess(read.data, isEmulated, oidc), proxySecret }
  return { config: { host, port, dataDir, connections, access, scopes, ...operating } }
}

/** The one connection that the environment sets. */
function toOnly(env: z.infer<typeof schema>): ConnectionConfig {
  const { ALIBABA_CLOUD_ACCESS_KEY_ID: accessKeyId, ALIBABA_CLOUD_ACCESS_KEY_SECRET: secret } = env
  const { WAYBILL_REGION: region, ALIBABA_CLOUD_SECURITY_TOKEN: securityToken } = env
  const endpoint = endpointOf(region, env.WAYBILL_ENDPOINT)
  const iotInstanceId = env.WAYBILL_IOT_INSTANCE_ID ?? null
  return {
    name: nameOf(endpoint, iotInstanceId),
    account: null,
    region,
    endpoint,
    iotInstanceId,
    slots: env.WAYBILL_QUOTA_PER_SECOND,
    credentials:
      accessKeyId !== undefined && secret !== undefined
        ? {
            from: 'environment',
            key: toSecretKey({ accessKeyId, accessKeySecret: secret, securityToken }),
          }
        : { from: 'default' },
  }
}

const keyVariables = [
  'ALIBABA_CLOUD_ACCESS_KEY_ID',
  'ALIBABA_CLOUD_ACCESS_KEY_SECRET',
  'ALIBABA_CLOUD_SECURITY_TOKEN',
]
const onlyVariables = [
  'WAYBILL_REGION',
  'WAYBILL_ENDPOINT',
  'WAYBILL_IOT_INSTANCE_ID',
  'WAYBILL_QUOTA_PER_SECOND',
]

/** What would be set twice, or for nobody. A key is for those connections that take it from there. */
function overruled(env: Env, connections: readonly ConnectionConfig[]): string[] {
  const sources = connections.map(({ credentials }) =>
    credentials.from === 'assume-role' ? credentials.by.from : credentials.from,
  )
  const isKeyUsed =
    sources.length === 0 || sources.includes('environment') || sources.includes('default')
  return [...onlyVariables, ...(isKeyUsed ? [] : keyVariables)]
    .filter((name) => env[name])
    .map((name) => `${name} is for a single connection and WAYBILL_CONFIG is set too: remove one`)
}

function halfKeys(env: Env): string[] {
  const id = 'ALIBABA_CLOUD_ACCESS_KEY_ID'
  const secret = 'ALIBABA_CLOUD_ACCESS_KEY_SECRET'
  if (env[id] && !env[secret]) return [`${secret} is missing (${id} is set)`]
  if (env[secret] && !env[id]) return [`${id} is missing (${secret} is set)`]
  return []
}

import { z } from 'zod'
import {
  type AccessConfig,
  accessFaults,
  accessSchema,
  loopbackHosts,
  toAccess,
} from './config-access.ts'

export type StaticKeys = {
  readonly accessKeyId: string
  readonly accessKeySecret: string
  readonly securityToken?: string | undefined
}

export type Config = {
  readonly host: string
  readonly port: number
  readonly dataDir: string
  readonly region: string
  readonly endpoint: URL
  readonly iotInstanceId: string | null
  readonly slots: number
  /** `null`: whatever Alibaba's default chain finds (CLI profile, RAM role, OIDC and so on). */
  readonly keys: StaticKeys | null
  readonly access: AccessConfig
}

type Env = Readonly<Record<string, string | undefined>>

const text = z.string().trim()

const schema = z.object({
  ...accessSchema,
  PORT: z.coerce.number('must be a port, 0 to 65535').int().min(0).max(65_535).default(8080),
  WAYBILL_DATA_DIR: text.default('./data'),
  WAYBILL_REGION: text
    .regex(/^[a-z]{2}(-[a-z0-9]+)+$/, 'must be a region id such as cn-shanghai')
    .default('cn-shanghai'),
  WAYBILL_ENDPOINT: text.transform(readEndpoint).optional(),
  WAYBILL_IOT_INSTANCE_ID: text
    .regex(/^[\w-]{1,128}$/, 'must be an instance id such as iot-060abc')
    .optional(),
  WAYBILL_QUOTA_PER_SECOND: z.coerce
    .number('must be a whole number from 1 to 5')
    .int()
    .min(1)
    .max(5)
    .default(4),
  WAYBILL_CONFIG: z
    .undefined(
      'is not understood by this version: it watches one connection, set by the environment',
    )
    .optional(),
  ALIBABA_CLOUD_ACCESS_KEY_ID: text.optional(),
  ALIBABA_CLOUD_ACCESS_KEY_SECRET: text.optional(),
  ALIBABA_CLOUD_SECURITY_TOKEN: text.optional(),
})

/** The configuration, or every fault in the environment, each naming its variable, never its secret. */
export function readConfig(env: Env): { config: Config } | { faults: string[] } {
  // A variable that is set to nothing is not set: that is how compose files and units leave one out.
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value?.trim()))
  const read = schema.safeParse(given)
  const faults = read.success
    ? []
    : read.error.issues.map(({ path, message }) => `${path.join('.')} ${message}`)
  faults.unshift(...accessFaults(given, isEmulated(given['WAYBILL_ENDPOINT'])))
  faults.push(...halfKeys(given))
  if (!read.success || faults.length > 0) return { faults }
  return { config: toConfig(read.data) }
}

function toConfig(env: z.infer<typeof schema>): Config {
  const { ALIBABA_CLOUD_ACCESS_KEY_ID: accessKeyId, ALIBABA_CLOUD_ACCESS_KEY_SECRET: secret } = env
  return {
    host: env.HOST,
    port: env.PORT,
    dataDir: env.WAYBILL_DATA_DIR,
    region: env.WAYBILL_REGION,
    endpoint: env.WAYBILL_ENDPOINT ?? new URL(`https://iot.${env.WAYBILL_REGION}.aliyuncs.com`),
    iotInstanceId: env.WAYBILL_IOT_INSTANCE_ID ?? null,
    slots: env.WAYBILL_QUOTA_PER_SECOND,
    keys:
      accessKeyId !== undefined && secret !== undefined
        ? {
            accessKeyId,
            accessKeySecret: secret,
            securityToken: env.ALIBABA_CLOUD_SECURITY_TOKEN,
          }
        : null,
    access: toAccess(env, isEmulated(env.WAYBILL_ENDPOINT?.href)),
  }
}

function halfKeys(env: Env): string[] {
  const id = 'ALIBABA_CLOUD_ACCESS_KEY_ID'
  const secret = 'ALIBABA_CLOUD_ACCESS_KEY_SECRET'
  if (env[id] && !env[secret]) return [`${secret} is missing (${id} is set)`]
  if (env[secret] && !env[id]) return [`${id} is missing (${secret} is set)`]
  return []
}

function readEndpoint(value: string, context: z.RefinementCtx): URL {
  const fault = (message: string) => {
    context.addIssue({ code: 'custom', message })
    return z.NEVER
  }
  if (!URL.canParse(value))
    return fault('must be a full URL such as https://iot.cn-shanghai.aliyuncs.com')
  const url = new URL(value)
  if (url.username || url.password || url.search || url.hash || url.pathname !== '/') {
    return fault('must be an address alone: no user, path or query')
  }
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && isEmulated(value))) {
    return fault('must be https; plain http is for loopback only')
  }
  return url
}

/** On this machine there is no gateway but the emulator's; elsewhere, an account's. */
function isEmulated(endpoint: string | undefined): boolean {
  if (endpoint === undefined || !URL.canParse(endpoint)) return false
  return loopbackHosts.includes(new URL(endpoint).hostname.replace(/^\[|\]$/g, ''))
}

import { readFileSync } from 'node:fs'
import { z } from 'zod'
import { type AccessConfig, accessSchema, toAccess } from './config-access.ts'
import { type OperatingConfig, type ReadText, readOperating } from './config-operating.ts'

export type StaticKeys = {
  readonly accessKeyId: string
  readonly accessKeySecret: string
  readonly securityToken?: string | undefined
}

export type Config = OperatingConfig & {
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

const loopback = ['127.0.0.1', '::1', 'localhost']
const text = z.string().trim()

const schema = z.object({
  HOST: text
    .refine((host) => loopback.includes(host), {
      error:
        'must be 127.0.0.1, ::1 or localhost: there is no sign-in yet, so only this machine may look',
    })
    .default('127.0.0.1'),
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
  WAYBILL_SIGN_IN: z
    .literal('none', 'must be none: this version has no sign-in and listens on loopback only')
    .default('none'),
  WAYBILL_CONFIG: z
    .undefined(
      'is not understood by this version: it watches one connection, set by the environment',
    )
    .optional(),
  ALIBABA_CLOUD_ACCESS_KEY_ID: text.optional(),
  ALIBABA_CLOUD_ACCESS_KEY_SECRET: text.optional(),
  ALIBABA_CLOUD_SECURITY_TOKEN: text.optional(),
  ...accessSchema,
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
  faults.push(...halfKeys(given), ...ofOperating)
  if (!read.success || faults.length > 0) return { faults }
  return { config: { ...toConfig(read.data), ...operating } }
}

function toConfig(env: z.infer<typeof schema>): Omit<Config, keyof OperatingConfig> {
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
    access: toAccess(env),
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
  const isLoopback = loopback.includes(url.hostname.replace(/^\[|\]$/g, ''))
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && isLoopback)) {
    return fault('must be https; plain http is for loopback only')
  }
  return url
}

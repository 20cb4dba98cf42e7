import { parseArgs } from 'node:util'
import type { EmulatorOptions } from './emulator.ts'
import { defaultKey } from './emulator.ts'
import { parseFault } from './read-faults.ts'

export type CommandLine = {
  help: boolean
  host: string
  port: number
  controlPort: number
  accessKeyId: string
  accessKeySecret: string
  securityToken: string | undefined
  emulator: EmulatorOptions
}

/** A fault in the command line; the message names the option. */
export class UsageError extends Error {
  override readonly name = 'UsageError'
}

export const usage = `Emulates the gateway of Alibaba Cloud IoT Platform for device distribution jobs.

  npm run emulator -- [options]

  --port N               port of the gateway, 0 for any free one (9180)
  --control-port N       port of the controls, 0 for any free one (0)
  --host HOST            address to listen on, loopback only (127.0.0.1)
  --jobs N               jobs at birth, 0 to 1000000 (1240)
  --seed N               which world (7)
  --born-at TIME         when the world was born, ISO or epoch ms, at most a year ago (now); the
                         same time, seed and number of jobs give the same life again
  --arrive-every S       mean seconds between new jobs (15)
  --frozen               nothing arrives, starts or ends
  --latency MS           time of an answer (0)
  --jitter MS            at most so much more (0)
  --no-rate-limit        lifts the limit of calls a second
  --rate-headers         answers say how much of the limit is left (x-ratelimit-user-api)
  --token-ttl S          seconds until a NextToken expires (never)
  --require-instance ID  fails calls without this IotInstanceId
  --access-key-id ID     the one key that is known (${defaultKey.accessKeyId})
  --access-key-secret S  its secret (${defaultKey.accessKeySecret})
  --security-token T     makes it a temporary key, whose calls must carry this token
  --fault KIND[:F=V,..]  a fault that is on from the start; may repeat, for example
                         --fault latency:ms=300,jitterMs=200 --fault hang:nth=3
                         The control port lists all kinds and switches them; there jobs are made,
                         changed and deleted by hand as well.
  --help                 this text
`

const optionTypes = {
  help: { type: 'boolean' },
  port: { type: 'string' },
  'control-port': { type: 'string' },
  host: { type: 'string' },
  jobs: { type: 'string' },
  seed: { type: 'string' },
  'born-at': { type: 'string' },
  'arrive-every': { type: 'string' },
  frozen: { type: 'boolean' },
  latency: { type: 'string' },
  jitter: { type: 'string' },
  'no-rate-limit': { type: 'boolean' },
  'rate-headers': { type: 'boolean' },
  'token-ttl': { type: 'string' },
  'require-instance': { type: 'string' },
  'access-key-id': { type: 'string' },
  'access-key-secret': { type: 'string' },
  'security-token': { type: 'string' },
  fault: { type: 'string', multiple: true },
} as const

/** Throws a `UsageError` for an option that is unknown, incomplete or out of range. */
export function readCommandLine(args: readonly string[], now = Date.now()): CommandLine {
  const values = parse(args)
  const number = (name: keyof typeof values, fallback: number, range: Range) =>
    readNumber(name, values[name] as string | undefined, fallback, range)
  const tokenTtl = number('token-ttl', Number.POSITIVE_INFINITY, { min: 0.001 })
  const bornAt = readTime('born-at', values['born-at'], now)
  const accessKeyId = readText('access-key-id', values['access-key-id']) ?? defaultKey.accessKeyId
  const accessKeySecret =
    readText('access-key-secret', values['access-key-secret']) ?? defaultKey.accessKeySecret
  const securityToken = readText('security-token', values['security-token'])
  const requiredInstance = readText('require-instance', values['require-instance'])
  return {
    help: values.help ?? false,
    host: readHost(values.host ?? '127.0.0.1'),
    port: number('port', 9180, { max: 65_535, isWhole: true }),
    controlPort: number('control-port', 0, { max: 65_535, isWhole: true }),
    accessKeyId,
    accessKeySecret,
    securityToken,
    emulator: {
      jobs: number('jobs', 1240, { max: 1_000_000, isWhole: true }),
      seed: number('seed', 7, { max: 2 ** 31, isWhole: true }),
      ...(bornAt !== undefined && { bornAt }),
      arriveEveryMs: number('arrive-every', 15, { min: 0.05 }) * 1000,
      frozen: values.frozen ?? false,
      isRateLimited: !values['no-rate-limit'],
      hasRateHeaders: values['rate-headers'] ?? false,
      latencyMs: number('latency', 0, { max: 600_000 }),
      jitterMs: number('jitter', 0, { max: 600_000 }),
      ...(Number.isFinite(tokenTtl) && { tokenTtlMs: tokenTtl * 1000 }),
      ...(requiredInstance !== undefined && { requiredInstance }),
      keys: [{ accessKeyId, accessKeySecret, ...(securityToken && { securityToken }) }],
      faults: (values.fault ?? []).map(readFaultOption),
    },
  }
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: optionTypes }).values
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error))
  }
}

type Range = { min?: number; max?: number; isWhole?: boolean }

function readNumber(name: string, text: string | undefined, fallback: number, range: Range) {
  if (text === undefined) return fallback
  const { min = 0, max = Number.MAX_SAFE_INTEGER, isWhole = false } = range
  const value = Number(text)
  const isRight = text.trim() !== '' && value >= min && value <= max
  if (isRight && (!isWhole || Number.isInteger(value))) return value
  const kind = isWhole ? 'a whole number' : 'a number'
  throw new UsageError(`--${name} must be ${kind} from ${min} to ${max}, not "${text}"`)
}

/** The whole life since then is played at the start, so it must not be too long ago. */
function readTime(name: string, text: string | undefined, now: number): number | undefined {
  if (text === undefined) return undefined
  const at = /^\d+$/.test(text) ? Number(text) : Date.parse(text)
  if (at <= now && at >= now - 366 * 86_400_000) return at
  throw new UsageError(
    `--${name} must be an ISO time or epoch milliseconds within the last year, not "${text}"`,
  )
}

function readText(name: string, text: string | undefined): string | undefined {
  if (text !== '') return text
  throw new UsageError(`--${name} must not be empty`)
}

/** The keys are no secret and the controls need none, so this is never for a network. */
function readHost(host: string): string {
  if (/^(127(\.\d{1,3}){3}|::1|localhost)$/.test(host)) return host
  throw new UsageError(`--host must be a loopback address, not "${host}"`)
}

function readFaultOption(text: string) {
  try {
    return parseFault(text)
  } catch (error) {
    throw new UsageError(`--fault ${text}: ${error instanceof Error ? error.message : error}`)
  }
}

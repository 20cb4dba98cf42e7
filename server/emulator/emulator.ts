import { randomUUID } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { setTimeout as wait } from 'node:timers/promises'
import { createArrivals } from './arrivals.ts'
import { type AccessKey, createAccessKeys } from './authenticate.ts'
import { readCall } from './call.ts'
import { handleControl } from './control.ts'
import { createFaults, type Fault, type Faults } from './faults.ts'
import { answerCall, type GatewayOptions } from './gateway.ts'
import { GatewayError } from './gateway-error.ts'
import { listen } from './listen.ts'
import { createNonces } from './nonces.ts'
import { createPageTokens } from './page-token.ts'
import { createQuota } from './quota.ts'
import { readBody } from './read-body.ts'
import { errorReply } from './reply.ts'
import { createResultFiles } from './result-file.ts'
import { sendReply } from './send-reply.ts'
import { World } from './world.ts'

export type EmulatorOptions = {
  /** Jobs at birth; 1,240 unless given. */
  jobs?: number
  seed?: number
  /** When the world was born, epoch ms; now unless given. The same birth gives the same life. */
  bornAt?: number
  /** Mean time between two new jobs. */
  arriveEveryMs?: number
  /** Without a life of its own; `world.create`, `advance` and `delete` still work. */
  frozen?: boolean
  isRateLimited?: boolean
  /** Answers carry `x-ratelimit-user-api`, as those of some APIs do. */
  hasRateHeaders?: boolean
  /** The way there and back, half each, before any fault. */
  latencyMs?: number
  jitterMs?: number
  /** NextTokens are refused after this time; never unless given. */
  tokenTtlMs?: number
  /** Calls without this `IotInstanceId` fail. */
  requiredInstance?: string
  keys?: readonly AccessKey[]
  faults?: readonly Fault[]
  /** How far a request's time may be off. */
  clockWindowMs?: number
  now?: () => number
  /** For jitter alone. */
  random?: () => number
}

export const defaultKey = {
  accessKeyId: 'LTAI5tWaybillEmulator',
  accessKeySecret: 'WaybillEmulatorSecret',
} as const satisfies AccessKey

/** A stand-in for the vendor's gateway. Nothing listens until it is told to. */
export function createEmulator(options: EmulatorOptions = {}) {
  const { now = Date.now, random = Math.random, clockWindowMs = 15 * 60_000 } = options
  const faults = createFaults(now)
  faults.set(options.faults ?? [])
  const world = createWorld(options, now)
  const keys = createAccessKeys(options.keys ?? [defaultKey])
  const arrivals = createArrivals()
  const secret = `emulator ${options.seed ?? defaultSeed}`
  const gateway: GatewayOptions = {
    world,
    faults,
    keys,
    arrivals,
    now,
    clockWindowMs,
    tokens: createPageTokens({ secret, ttlMs: options.tokenTtlMs, now }),
    files: createResultFiles({ secret, now, find: (jobId) => world.find(jobId) }),
    // A request stays valid from one window before now to one after it.
    nonces: createNonces({ keepMs: 2 * clockWindowMs + 60_000 }),
    quota: createQuota(),
    isRateLimited: options.isRateLimited ?? true,
    hasRateHeaders: options.hasRateHeaders ?? false,
    requiredInstance: options.requiredInstance,
    createRequestId: () => randomUUID().toUpperCase(),
  }
  const delay = createDelay(options, faults, random)
  const control = { faults, world, arrivals, keys }
  return {
    faults,
    world,
    arrivals,
    keys,
    listen: (port = 0, host = '127.0.0.1') =>
      listen(
        (request, response) => {
          handle(request, response, gateway, delay).catch(() => response.destroy())
        },
        port,
        host,
      ),
    /** The switches, on a port of their own so that the gateway's stays faithful. */
    control: {
      listen: (port = 0, host = '127.0.0.1') =>
        listen(
          (request, response) => {
            handleControl(request, response, control).catch(() => response.destroy())
          },
          port,
          host,
        ),
    },
  }
}

const defaultSeed = 7

function createWorld(options: EmulatorOptions, now: () => number): World {
  return new World({
    seed: options.seed ?? defaultSeed,
    jobs: options.jobs ?? 1240,
    bornAt: options.bornAt ?? Math.floor(now()),
    arriveEveryMs: options.arriveEveryMs ?? 15_000,
    frozen: options.frozen ?? false,
    now,
  })
}

type Delay = (action: string) => () => Promise<void>

/** For one call a function that waits half of its way; each half has its own jitter. */
function createDelay(options: EmulatorOptions, faults: Faults, random: () => number): Delay {
  const { latencyMs = 0, jitterMs = 0 } = options
  return (action) => {
    const fault = faults.fires('latency', action)
    const base = latencyMs + (fault?.ms ?? 0)
    const jitter = jitterMs + (fault?.jitterMs ?? 0)
    return async () => {
      const ms = (base + random() * jitter) / 2
      if (ms > 0) await wait(ms)
    }
  }
}

async function handle(
  request: IncomingMessage,
  response: ServerResponse,
  gateway: GatewayOptions,
  delay: Delay,
): Promise<void> {
  const { method = '', url = '', headers } = request
  // Clients learn the gateway's clock from this header.
  response.setHeader('date', new Date(gateway.now()).toUTCString())
  if (method === 'GET') {
    const file = gateway.files.read(url, gateway.createRequestId())
    if (file) {
      const { status, contentType, body } = file
      sendReply(response, { reply: { status, headers: { 'content-type': contentType }, body } })
      return
    }
  }
  const body = await readBody(request)
  const call = readCall({ method, url, headers, body: body ?? Buffer.alloc(0) })
  const waitHalf = delay(call.action)
  await waitHalf()
  const outcome = body
    ? answerCall(call, gateway)
    : { reply: errorReply({ ...call, requestId: gateway.createRequestId() }, bodyTooLarge()) }
  await waitHalf()
  sendReply(response, outcome)
}

function bodyTooLarge(): GatewayError {
  const headers = { connection: 'close' }
  return new GatewayError(413, 'RequestEntityTooLarge', 'The request body is too large.', headers)
}

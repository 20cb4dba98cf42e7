import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { alibabaModes as modes } from './alibaba-modes.ts'
import type { AccessKey } from './authenticate.ts'
import { createEmulator, defaultKey } from './emulator.ts'
import type { Listening } from './listen.ts'

vi.setConfig({ testTimeout: 60_000 })

const startedAt = Date.now()
let clockShiftMs = 0
let stoppedAt: number | undefined
const now = () => stoppedAt ?? Date.now() + clockShiftMs
// One emulator with the limit and one without it, so that no test waits for a second to pass.
const limited = createEmulator({ jobs: 25_000, now, bornAt: startedAt, frozen: true })
const unlimited = createEmulator({
  jobs: 25_000,
  now,
  bornAt: startedAt,
  frozen: true,
  isRateLimited: false,
})
let limitedGateway: Listening
let unlimitedGateway: Listening

beforeAll(async () => {
  limitedGateway = await limited.listen()
  unlimitedGateway = await unlimited.listen()
})

afterAll(async () => {
  await limitedGateway.close()
  await unlimitedGateway.close()
})

beforeEach(() => {
  clockShiftMs = 0
  stoppedAt = undefined
})

describe.each(modes)('$name', ({ connect, freezeNonce }) => {
  const client = (key: AccessKey = defaultKey) => connect(unlimitedGateway.port, key)

  test('lists the newest jobs', async () => {
    const { items, total } = await client()({ PageSize: 10 })
    const newest = unlimited.world.pageAt({}, 0, 10).jobs
    expect(items.map(({ jobId }) => jobId)).toEqual(newest.map(({ jobId }) => jobId))
    expect(items.map(({ targets }) => targets)).toEqual(newest.map(({ targets }) => targets.length))
    expect(total).toBe(25_000)
  })

  test('filters by status, by product and by job', async () => {
    const job = unlimited.world.pageAt({ status: 3 }, 0, 1).jobs[0]
    const interrupted = await client()({ PageSize: 200, Status: 3 })
    expect(new Set(interrupted.items.map(({ status }) => status))).toEqual(new Set([3]))
    expect(interrupted.total).toBe(unlimited.world.count({ status: 3 }))
    const productKey = job?.productKey ?? ''
    const ofProduct = await client()({ PageSize: 1, ProductKey: productKey })
    expect(ofProduct.total).toBe(unlimited.world.count({ productKey }))
    const alone = await client()({ PageSize: 10, JobId: job?.jobId ?? '' })
    expect(alone.items.map(({ jobId }) => jobId)).toEqual([job?.jobId])
  })

  test('walks all jobs by token', async () => {
    const call = client()
    const seen: string[] = []
    for (let token: string | undefined; token !== ''; ) {
      const page = await call({ PageSize: 200, ...(token && { NextToken: token }) })
      seen.push(...page.items.map(({ jobId }) => jobId))
      token = page.nextToken
    }
    expect(seen).toEqual(unlimited.world.all().map(({ jobId }) => jobId))
  })

  test('sends odd characters so that the signature still holds', async () => {
    const answer = await client()({ PageSize: 10, JobId: "Ubms*1 (a)!~'中+/=%" })
    expect(answer).toMatchObject({ success: true, total: 0, items: [] })
  })

  test('is told that the secret is wrong', async () => {
    const call = client({ ...defaultKey, accessKeySecret: 'not the secret' })
    await expect(call({ PageSize: 10 })).rejects.toMatchObject({ code: 'SignatureDoesNotMatch' })
  })

  test('is told that the key is unknown', async () => {
    const call = client({ ...defaultKey, accessKeyId: 'unknown' })
    await expect(call({ PageSize: 10 })).rejects.toMatchObject({
      code: 'InvalidAccessKeyId.NotFound',
    })
  })

  test.each([-16, 16])('is told that its clock is off by %i minutes', async (minutes) => {
    clockShiftMs = minutes * 60_000
    await expect(client()({ PageSize: 10 })).rejects.toMatchObject({
      code: 'InvalidTimeStamp.Expired',
    })
  })

  test('is told that its nonce was used before', async () => {
    const thaw = freezeNonce()
    try {
      await client()({ PageSize: 10 })
      await expect(client()({ PageSize: 10 })).rejects.toMatchObject({
        code: 'SignatureNonceUsed',
      })
    } finally {
      thaw()
    }
  })

  test('is throttled at the sixth call in a second', async () => {
    // The emulator's clock stands still, so that the six share a second on any machine, and no other
    // client's six do.
    stoppedAt = startedAt + 10_000 * modes.findIndex((mode) => mode.connect === connect)
    limited.arrivals.clear()
    const call = connect(limitedGateway.port, defaultKey)
    const six = Array.from({ length: 6 }, () => call({ PageSize: 10 }))
    const results = await Promise.allSettled(six)
    const refused = results.filter((result) => result.status === 'rejected')
    expect(refused.map(({ reason }) => reason)).toMatchObject([{ code: 'Throttling.User' }])
    expect(limited.arrivals.report()).toMatchObject({ calls: 6, throttled: 1 })
  })
})

describe('temporary credentials', () => {
  const temporary = { ...defaultKey, securityToken: 'CAIS+token/==' }
  const emulator = createEmulator({
    jobs: 3,
    now,
    frozen: true,
    isRateLimited: false,
    keys: [temporary],
  })
  let gateway: Listening

  beforeAll(async () => {
    gateway = await emulator.listen()
  })
  afterAll(() => gateway.close())

  test.each(modes)('are accepted from $name', async ({ connect }) => {
    const answer = await connect(gateway.port, temporary)({ PageSize: 10 })
    expect(answer).toMatchObject({ total: 3, nextToken: '' })
  })

  test.each(modes)('are refused from $name when the token is expired', async ({ connect }) => {
    emulator.keys.replace([{ ...temporary, tokenExpiresAt: now() }])
    await expect(connect(gateway.port, temporary)({ PageSize: 10 })).rejects.toMatchObject({
      code: 'InvalidSecurityToken.Expired',
    })
    emulator.keys.replace([temporary])
  })
})

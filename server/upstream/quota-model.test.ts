import fc from 'fast-check'
import { expect, test } from 'vitest'
import { callPurposes } from '../jobs/job-source.ts'
import { proofRuns } from '../testing/proof-runs.ts'
import { createQuota } from './quota.ts'
import type { RateLimit, RateLimits } from './rate-limits.ts'
import { createVirtualTime } from './virtual-time.ts'

const windowMs = 1000

/** What happens to one call. `heldBackMs` is how long its bytes linger after we gave it up. */
type Fate =
  | {
      readonly kind: 'admitted'
      readonly afterMs: number
      readonly bodyMs: number
      readonly limits: RateLimits
    }
  | {
      readonly kind: 'throttled' | 'overloaded'
      readonly afterMs: number
      readonly retryAfterMs: number | null
      readonly limits: RateLimits
    }
  | { readonly kind: 'lost'; readonly afterMs: number; readonly heldBackMs: number }
  | { readonly kind: 'unsent'; readonly afterMs: number }
  | { readonly kind: 'leaves'; readonly afterMs: number }

type Schedule = {
  readonly calls: readonly {
    readonly pauseMs: number
    readonly purpose: number
    readonly fate: Fate
  }[]
  /** So many of the first calls are throttled instead, as far as they are answered. */
  readonly throttledAtFirst: number
  readonly latenesses: readonly number[]
}

/** Between these two moments the gateway counts the call, at an instant of its own choice. */
type Interval = { readonly sentAt: number; readonly countedBy: number }

const delay = fc.oneof(
  { weight: 6, arbitrary: fc.integer({ min: 0, max: 130 }) },
  { weight: 2, arbitrary: fc.integer({ min: 0, max: 1200 }) },
  { weight: 1, arbitrary: fc.integer({ min: 0, max: 4000 }) },
)
const counter: fc.Arbitrary<RateLimit | null> = fc.option(
  fc.record({
    limit: fc.integer({ min: 1, max: 6 }),
    remain: fc.integer({ min: 0, max: 5 }),
    timeLeftMs: fc.integer({ min: 0, max: 1200 }),
  }),
)
const limits: fc.Arbitrary<RateLimits> = fc.oneof(
  { weight: 3, arbitrary: fc.constant({ operation: null, account: null }) },
  { weight: 1, arbitrary: fc.record({ operation: counter, account: counter }) },
)
const fate: fc.Arbitrary<Fate> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({
      kind: fc.constant('admitted' as const),
      afterMs: delay,
      bodyMs: delay,
      limits,
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constantFrom('throttled' as const, 'overloaded' as const),
      afterMs: delay,
      retryAfterMs: fc.option(fc.integer({ min: 1, max: 3000 })),
      limits,
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('lost' as const),
      afterMs: delay,
      heldBackMs: fc.integer({ min: 0, max: 2000 }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('unsent' as const), afterMs: delay }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('leaves' as const), afterMs: delay }) },
)
const schedule: fc.Arbitrary<Schedule> = fc.record({
  calls: fc.array(
    fc.record({
      pauseMs: fc.oneof(
        { weight: 4, arbitrary: fc.constant(0) },
        { weight: 1, arbitrary: fc.integer({ min: 0, max: 1500 }) },
      ),
      purpose: fc.integer({ min: 0, max: 3 }),
      fate,
    }),
    { minLength: 8, maxLength: 22 },
  ),
  throttledAtFirst: fc.oneof(
    { weight: 9, arbitrary: fc.constant(0) },
    { weight: 1, arbitrary: fc.integer({ min: 10, max: 20 }) },
  ),
  latenesses: fc.array(
    fc.oneof(
      { weight: 3, arbitrary: fc.double({ min: -0.9, max: 1, noNaN: true }) },
      { weight: 1, arbitrary: fc.integer({ min: 0, max: 600 }) },
    ),
    { minLength: 1, maxLength: 12 },
  ),
})

type Mutation = { slots?: number; marginMs?: number; releaseAtSend?: boolean; forgetLost?: boolean }

/** Plays a schedule and gives the interval of every call that reached the gateway. */
async function play({ calls, throttledAtFirst, latenesses }: Schedule, mutation: Mutation = {}) {
  let turn = 0
  const time = createVirtualTime(() => latenesses[turn++ % latenesses.length] ?? 0)
  const quota = createQuota({
    slots: mutation.slots ?? 5,
    ...(mutation.marginMs === undefined ? {} : { marginMs: mutation.marginMs }),
    now: time.now,
    monotonicNow: time.now,
    setTimer: time.setTimer,
    random: () => 0.5,
  })
  const intervals: Interval[] = []
  let settled = 0
  let answers = 0
  let wasContended = false
  const one = async (purpose: number, fate: Fate) => {
    const controller = new AbortController()
    if (fate.kind === 'leaves') {
      time.setTimer(() => controller.abort(new Error('left')), fate.afterMs)
    }
    await quota.run(callPurposes[purpose] ?? 'sweep', controller.signal, async (sending) => {
      const sentAt = time.now()
      if (mutation.releaseAtSend) sending.answered()
      await time.sleep(fate.afterMs)
      if (fate.kind === 'unsent') return sending.unsent()
      const heldBackMs = fate.kind === 'lost' ? fate.heldBackMs : 0
      intervals.push({ sentAt, countedBy: time.now() + heldBackMs })
      if (fate.kind === 'lost' && !mutation.forgetLost) throw new Error('reset')
      sending.answered()
      if (!('limits' in fate)) return
      if (fate.kind === 'admitted') await time.sleep(fate.bodyMs)
      const kind = answers < throttledAtFirst ? 'throttled' : fate.kind
      answers += 1
      sending.judged({ retryAfterMs: null, ...fate, kind })
      if (kind === 'throttled') wasContended ||= quota.use().sharing === 'contended'
    })
  }
  for (const { pauseMs, purpose, fate } of calls) {
    if (pauseMs > 0) await time.advance(pauseMs)
    one(purpose, fate).then(
      () => (settled += 1),
      () => (settled += 1),
    )
  }
  await time.advance(600_000)
  return { intervals, unsettled: calls.length - settled, wasContended }
}

/**
 * The most calls that a gateway which chooses every instant of counting against us can find in
 * one window. A window begins at best when the first of its calls is at its latest.
 */
function worstWindow(intervals: readonly Interval[]): number {
  return intervals.reduce((worst, { countedBy: from }) => {
    const fit = intervals.filter((i) => i.countedBy >= from && i.sentAt < from + windowMs)
    return Math.max(worst, fit.length)
  }, 0)
}

const runs = proofRuns({ short: 50_000, long: 1_000_000 })

test(
  'no gateway finds more than five calls in a window, and every call settles',
  async () => {
    let contended = 0
    await fc.assert(
      fc.asyncProperty(schedule, async (script) => {
        const { intervals, unsettled, wasContended } = await play(script)
        if (wasContended) contended += 1
        return worstWindow(intervals) <= 5 && unsettled === 0
      }),
      { numRuns: runs },
    )
    expect(contended).toBeGreaterThan(runs / 100)
  },
  runs * 4,
)

test('neighbouring sends are 200 ms apart', async () => {
  await fc.assert(
    fc.asyncProperty(schedule, async (script) => {
      const { intervals } = await play(script)
      const sends = intervals.map(({ sentAt }) => sentAt).sort((a, b) => a - b)
      for (const [index, sentAt] of sends.entries()) {
        const gapMs = sentAt - (sends[index - 1] ?? Number.NEGATIVE_INFINITY)
        expect(gapMs).toBeGreaterThan(200 - 1e-6)
      }
    }),
    { numRuns: 200 },
  )
}, 30_000)

// A limiter's test that cannot fail proves nothing.
test.each<{ name: string; mutation: Mutation }>([
  { name: 'the slot is freed at the send', mutation: { releaseAtSend: true } },
  { name: 'there are six slots', mutation: { slots: 6 } },
  { name: 'the slot is freed 50 ms early', mutation: { marginMs: -50 } },
  { name: 'a lost call is taken for answered', mutation: { forgetLost: true } },
])(
  'the oracle notices when $name',
  async ({ mutation }) => {
    const outcome = await fc.check(
      fc.asyncProperty(schedule, async (script) => {
        const { intervals } = await play(script, mutation)
        return worstWindow(intervals) <= 5
      }),
      { numRuns: 3000, endOnFailure: true },
    )
    expect(outcome.errorInstance).toMatchObject({ message: 'Property failed by returning false' })
  },
  30_000,
)

import fc from 'fast-check'
import { knownStatuses } from '../jobs/job.ts'
import { moods, orders, tokenKinds } from './moody-source.ts'
import type { Act, Schedule } from './random-schedule.ts'

const anyStatus = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...knownStatuses) },
  { weight: 1, arbitrary: fc.constant('unknown-7' as const) },
)
const anyJob = fc.nat({ max: 1000 })
const anyMs = fc.oneof(
  { weight: 4, arbitrary: fc.integer({ min: 0, max: 3000 }) },
  { weight: 1, arbitrary: fc.integer({ min: 3000, max: 12_000 }) },
)

const anyAct: fc.Arbitrary<Act> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({ do: fc.constant('create' as const), status: anyStatus }),
  },
  {
    weight: 8,
    arbitrary: fc.record({
      do: fc.constant('advance' as const),
      job: anyJob,
      status: anyStatus,
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('rewrite' as const), job: anyJob }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('delete' as const), job: anyJob }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('revive' as const), job: anyJob }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('reuse' as const), job: anyJob }) },
  { weight: 8, arbitrary: fc.record({ do: fc.constant('wait' as const), ms: anyMs }) },
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constant('mood' as const),
      mood: fc.constantFrom(...moods),
      ms: anyMs,
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('order' as const),
      order: fc.constantFrom(...orders),
      tokens: fc.constantFrom(...tokenKinds),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant('fill-disk' as const), ms: anyMs }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('restart' as const),
      downMs: fc.oneof(fc.constant(0), fc.constant(40_000), anyMs),
    }),
  },
)

export const anything: fc.Arbitrary<Schedule> = fc.record({
  seed: fc.nat(),
  jobs: fc.nat({ max: 40 }),
  acts: fc.array(anyAct, { maxLength: 30 }),
})

const anyStep: fc.Arbitrary<Act> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ do: fc.constant('step' as const), job: anyJob }) },
  { weight: 1, arbitrary: fc.constant<Act>({ do: 'create', status: 'initializing' }) },
)
const shortMs = fc.integer({ min: 0, max: 900 })
const shortWait = fc.record({ do: fc.constant('wait' as const), ms: shortMs })
const shortRestart = fc.record({ do: fc.constant('restart' as const), downMs: shortMs })
const eightNewJobs = Array.from(
  { length: 8 },
  (): Act => ({ do: 'create', status: 'initializing' }),
)

/** Jobs that only ever go on, in a world whose answers take long all the time. */
export const slowButForward: fc.Arbitrary<Schedule> = fc
  .record({
    seed: fc.nat(),
    acts: fc.array(
      fc.oneof(
        { weight: 8, arbitrary: shortWait },
        { weight: 8, arbitrary: anyStep },
        { weight: 1, arbitrary: shortRestart },
      ),
      { minLength: 20, maxLength: 80 },
    ),
  })
  .map(({ seed, acts }) => {
    const slow: Act = { do: 'mood', mood: 'slow', ms: 200_000 }
    return { seed, jobs: 0, acts: [slow, ...eightNewJobs, { do: 'wait', ms: 6000 }, ...acts] }
  })

/** Long times in which nobody looks, and processes that end at any moment of the first seconds after. */
export const withSilences: fc.Arbitrary<Schedule> = fc
  .record({
    seed: fc.nat(),
    acts: fc.array(
      fc.oneof(
        { weight: 4, arbitrary: shortWait },
        { weight: 2, arbitrary: anyStep },
        { weight: 2, arbitrary: shortRestart },
        { weight: 2, arbitrary: fc.constant<Act>({ do: 'restart', downMs: 40_000 }) },
        { weight: 1, arbitrary: fc.constant<Act>({ do: 'mood', mood: 'unreachable', ms: 34_000 }) },
        { weight: 1, arbitrary: fc.constant<Act>({ do: 'fill-disk', ms: 34_000 }) },
        { weight: 1, arbitrary: fc.constant<Act>({ do: 'wait', ms: 36_000 }) },
      ),
      { minLength: 5, maxLength: 20 },
    ),
  })
  .map(({ seed, acts }) => ({
    seed,
    jobs: 10,
    acts: [...eightNewJobs, { do: 'wait', ms: 3000 }, ...acts],
  }))

const anyFar = fc.constantFrom(1, 2, 51)

/** An upstream so far away that a first walk by one token after the other would leave slots unused. */
const farAway: fc.Arbitrary<Schedule> = fc.record({
  seed: fc.nat(),
  jobs: fc.integer({ min: 20, max: 60 }),
  far: anyFar,
  acts: fc.array(anyAct, { maxLength: 30 }),
})

const honestMoods = [
  'unreachable',
  'throttled',
  'odd-reply',
  'token-expired',
  'unreadable-row',
  'early-end',
  'slow',
  'no-filter',
  'no-numbers',
  'no-total',
] as const
const honestAct: fc.Arbitrary<Act> = fc.oneof(
  { weight: 5, arbitrary: fc.record({ do: fc.constant('create' as const), status: anyStatus }) },
  { weight: 5, arbitrary: fc.record({ do: fc.constant('step' as const), job: anyJob }) },
  { weight: 8, arbitrary: fc.record({ do: fc.constant('wait' as const), ms: anyMs }) },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('mood' as const),
      mood: fc.constantFrom(...honestMoods),
      ms: anyMs,
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('restart' as const), downMs: anyMs }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('fill-disk' as const), ms: anyMs }) },
)
const anyOrder: fc.Arbitrary<Act> = fc.record({
  do: fc.constant('order' as const),
  order: fc.constantFrom('newest', 'oldest', 'shuffled'),
  tokens: fc.constantFrom(...tokenKinds),
})

/**
 * Far away and perhaps in a bad way, but its list only grows, keeps its order and is counted right
 * where it is counted.
 */
export const farButHonest: fc.Arbitrary<Schedule> = fc
  .record({
    seed: fc.nat(),
    jobs: fc.integer({ min: 20, max: 60 }),
    far: anyFar,
    order: anyOrder,
    mood: fc.constantFrom(...honestMoods),
    moodMs: anyMs,
    acts: fc.array(honestAct, { maxLength: 30 }),
  })
  .map(({ order, mood, moodMs, acts, ...schedule }) => ({
    ...schedule,
    isHonest: true,
    acts: [order, { do: 'mood', mood, ms: moodMs }, ...acts],
  }))

export const anySchedule: fc.Arbitrary<Schedule> = fc.oneof(
  { weight: 6, arbitrary: anything },
  { weight: 1, arbitrary: slowButForward },
  { weight: 1, arbitrary: withSilences },
  { weight: 1, arbitrary: farAway },
)

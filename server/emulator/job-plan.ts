import {
  accountUid,
  type Instance,
  type Partner,
  type Product,
  partners,
  products,
  regionalInstances,
} from './catalogue.ts'
import { draw, pick, scramble, unscramble } from './random.ts'

/** What is fixed about a job from the moment it exists. */
export type JobFacts = {
  jobId: string
  productKey: string
  /** 0: one target. 1: each device goes to the nearest of several. */
  strategy: number
  sourceUid: string
  source: Instance
  targetUid: string
  targets: readonly Instance[]
  deviceCount: number
}

/** How a job will go: both spans in milliseconds, and the status in which it ends. */
export type JobCourse = { initializingMs: number; runningMs: number; endStatus: 2 | 3 }

/** All jobs that a seed can have, each computed from its ordinal when somebody asks. */
export type JobPlan = {
  jobId(ordinal: number): string
  /** Undefined when no ordinal has this id. */
  ordinalOf(jobId: string): number | undefined
  productKey(ordinal: number): string
  targetUid(ordinal: number): string
  facts(ordinal: number): JobFacts
  course(ordinal: number): JobCourse
  endStatus(ordinal: number): 2 | 3
}

const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'
const idLength = 19
const idSuffix = '010001'
// Six base-62 digits hold 32 bits; they stand apart so that ids do not look like a counter.
const ordinalPlaces = [1, 4, 7, 10, 13, 16] as const
const crossAccountShare = 0.06
const nearestRegionShare = 0.3
const interruptedShare = 0.04
const slowShare = 0.02
const weightSum = products.reduce((sum, { weight }) => sum + weight, 0)

const topic = {
  product: 1,
  source: 2,
  target: 3,
  partner: 4,
  strategy: 6,
  targetCount: 7,
  devices: 8,
  rounding: 9,
  initializing: 10,
  running: 11,
  slow: 12,
  ending: 13,
  breakOff: 14,
  id: 32,
} as const

export function createJobPlan(seed: number): JobPlan {
  const chance: Chance = (ordinal, about) => draw(seed, ordinal, about)
  const idKey = scramble(seed ^ 0x5bd1e995)
  const jobId = (ordinal: number) => toJobId(ordinal, idKey, chance)
  return {
    jobId,
    ordinalOf(text) {
      const ordinal = hiddenOrdinal(text, idKey)
      return ordinal >= 0 && jobId(ordinal) === text ? ordinal : undefined
    },
    productKey: (ordinal) => productOf(ordinal, chance).key,
    targetUid: (ordinal) => partnerOf(ordinal, chance)?.uid ?? accountUid,
    facts: (ordinal) => ({ jobId: jobId(ordinal), ...factsOf(ordinal, chance) }),
    course: (ordinal) => courseOf(ordinal, chance),
    endStatus: (ordinal) => endStatusOf(ordinal, chance),
  }
}

type Chance = (ordinal: number, about: number) => number

function toJobId(ordinal: number, idKey: number, chance: Chance): string {
  const places = new Map<number, string>()
  let hidden = scramble(ordinal ^ idKey)
  for (const place of ordinalPlaces) {
    places.set(place, alphabet[hidden % 62] ?? '')
    hidden = Math.floor(hidden / 62)
  }
  let text = ''
  for (let place = 0; place < idLength; place += 1) {
    text += places.get(place) ?? alphabet[Math.floor(chance(ordinal, topic.id + place) * 62)]
  }
  return text + idSuffix
}

function hiddenOrdinal(jobId: string, idKey: number): number {
  let hidden = 0
  for (const place of ordinalPlaces.toReversed()) {
    hidden = hidden * 62 + alphabet.indexOf(jobId[place] ?? '')
  }
  return unscramble(hidden) ^ idKey
}

function factsOf(ordinal: number, chance: Chance): Omit<JobFacts, 'jobId'> {
  const product = productOf(ordinal, chance)
  const partner = partnerOf(ordinal, chance)
  // The API refuses the nearest region across accounts.
  const isNearest =
    partner === undefined &&
    product.targets.length > 1 &&
    chance(ordinal, topic.strategy) < nearestRegionShare
  const lot = chance(ordinal, topic.target)
  return {
    productKey: product.key,
    strategy: isNearest ? 1 : 0,
    sourceUid: accountUid,
    source: pick(product.sources, chance(ordinal, topic.source)),
    targetUid: partner?.uid ?? accountUid,
    targets: isNearest
      ? severalRegions(lot, 2 + Math.floor(chance(ordinal, topic.targetCount) * 3))
      : [pick(partner?.instances ?? product.targets, lot)],
    deviceCount: deviceCountOf(ordinal, chance),
  }
}

function courseOf(ordinal: number, chance: Chance): JobCourse {
  const endStatus = endStatusOf(ordinal, chance)
  const usual = (20_000 + deviceCountOf(ordinal, chance) * 30) * productOf(ordinal, chance).pace
  const spread = 0.75 + 0.6 * chance(ordinal, topic.running)
  const slow = chance(ordinal, topic.slow) < slowShare ? 3 : 1
  const done = endStatus === 3 ? 0.1 + 0.8 * chance(ordinal, topic.breakOff) : 1
  return {
    initializingMs: Math.round(3000 + 9000 * chance(ordinal, topic.initializing)),
    runningMs: Math.round(usual * spread * slow * done),
    endStatus,
  }
}

function endStatusOf(ordinal: number, chance: Chance): 2 | 3 {
  return chance(ordinal, topic.ending) < interruptedShare ? 3 : 2
}

function productOf(ordinal: number, chance: Chance): Product {
  let left = chance(ordinal, topic.product) * weightSum
  for (const product of products) {
    left -= product.weight
    if (left < 0) return product
  }
  return products[0]
}

function partnerOf(ordinal: number, chance: Chance): Partner | undefined {
  const lot = chance(ordinal, topic.partner)
  return lot < crossAccountShare ? pick(partners, lot / crossAccountShare) : undefined
}

function severalRegions(lot: number, count: number): readonly Instance[] {
  const start = Math.floor(lot * regionalInstances.length)
  return [...regionalInstances.slice(start), ...regionalInstances.slice(0, start)].slice(0, count)
}

/** 1 to 10,000, most of them round, as batches from a factory are. */
function deviceCountOf(ordinal: number, chance: Chance): number {
  const magnitude = 4.15 * chance(ordinal, topic.devices) ** 0.8
  const exact = Math.min(10_000, Math.max(1, Math.round(10 ** magnitude)))
  if (exact < 50 || chance(ordinal, topic.rounding) < 0.25) return exact
  const step = exact < 500 ? 10 : exact < 2000 ? 50 : 100
  return Math.round(exact / step) * step
}

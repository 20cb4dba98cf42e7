import fc from 'fast-check'
import { expect, test, vi } from 'vitest'
import { partners } from './catalogue.ts'
import { unfinishedLimit } from './job-life.ts'
import { World, type WorldOptions } from './world.ts'

vi.setConfig({ testTimeout: 30_000 })

const bornAt = Date.parse('2026-03-04T05:06:07Z')
const dayMs = 86_400_000

function aWorld(given: Partial<WorldOptions> = {}) {
  return new World({
    seed: 7,
    jobs: 500,
    bornAt,
    now: () => bornAt,
    arriveEveryMs: 15_000,
    frozen: false,
    ...given,
  })
}

function unfinished(world: World): number {
  return world.count({ status: 0 }) + world.count({ status: 1 })
}

test.each([0, 1, 2, 5, 6, 1240, 25_000])('is born with exactly %i jobs', (jobs) => {
  const world = aWorld({ jobs })
  expect(world.count()).toBe(jobs)
  expect(unfinished(world)).toBe(Math.min(jobs, 5))
  expect(new Set(world.all().map(({ jobId }) => jobId)).size).toBe(jobs)
})

test('has ids, targets, accounts and device counts as the documents describe them', () => {
  const jobs = aWorld({ jobs: 5000 }).all()
  for (const { jobId, strategy, targets, deviceCount, targetUid, sourceUid } of jobs) {
    expect(jobId).toMatch(/^[0-9A-Za-z]{19}010001$/)
    expect(new Set(targets.map(({ region }) => region)).size).toBe(targets.length)
    expect(targets.length > 1).toBe(strategy === 1)
    expect(deviceCount).toBeGreaterThanOrEqual(1)
    expect(deviceCount).toBeLessThanOrEqual(10_000)
    expect(targetUid).toMatch(/^\d{16}$/)
    if (strategy === 1) expect(targetUid).toBe(sourceUid)
  }
  const crossAccount = jobs.filter(({ sourceUid, targetUid }) => sourceUid !== targetUid)
  expect(new Set(crossAccount.map(({ targetUid }) => targetUid)).size).toBe(partners.length)
  expect(crossAccount.length / jobs.length).toBeCloseTo(0.06, 1)
  expect(jobs.some(({ targetUid }) => Number(targetUid) > Number.MAX_SAFE_INTEGER)).toBe(true)
  const interrupted = jobs.filter(({ status }) => status === 3).length / jobs.length
  expect(interrupted).toBeGreaterThan(0.02)
  expect(interrupted).toBeLessThan(0.06)
})

test('has a history of months in the rhythm of working hours', () => {
  const jobs = aWorld({ jobs: 5000 }).all()
  expect(bornAt - (jobs.at(-1)?.createdAt ?? 0)).toBeGreaterThan(100 * dayMs)
  const night = jobs.filter(({ createdAt }) => {
    const hourInChina = new Date(createdAt + 8 * 3_600_000).getUTCHours()
    return hourInChina < 7
  })
  expect(night.length / jobs.length).toBeLessThan(0.1)
})

test('never has more than ten unfinished jobs, and is never dead for long', () => {
  fc.assert(
    fc.property(fc.nat(), fc.integer({ min: 500, max: 30_000 }), (seed, arriveEveryMs) => {
      let time = bornAt
      const world = aWorld({ seed, arriveEveryMs, now: () => time })
      const before = world.count()
      for (let step = 0; step < 500; step += 1) {
        time += 7000
        expect(unfinished(world)).toBeLessThanOrEqual(unfinishedLimit)
      }
      expect(world.count()).toBeGreaterThan(before + 40)
    }),
    { numRuns: 20 },
  )
})

test('keeps to the limit over a day in which everybody is in a hurry', () => {
  let time = bornAt
  const world = aWorld({ arriveEveryMs: 3000, now: () => time })
  let most = 0
  while (time < bornAt + dayMs) {
    time += 30_000
    most = Math.max(most, unfinished(world))
  }
  expect(most).toBe(unfinishedLimit)
  const ended = world.count({ status: 2 }) + world.count({ status: 3 })
  expect(world.count({ status: 3 }) / ended).toBeCloseTo(0.04, 1)
})

test('moves each job from initializing over running to an end, and never back', () => {
  let time = bornAt
  const world = aWorld({ now: () => time })
  const seen = new Map<string, number>()
  for (let step = 0; step < 600; step += 1) {
    time += 2000
    for (const { jobId, status } of world.pageAt({}, 0, 30).jobs) {
      const before = seen.get(jobId) ?? status
      expect(status === before || before < 2).toBe(true)
      expect(status - before === 0 || before === 1 || status === 1).toBe(true)
      seen.set(jobId, status)
    }
  }
})

test('lives the same life whoever looks and whenever', () => {
  fc.assert(
    fc.property(
      fc.nat(),
      fc.array(fc.integer({ min: 1, max: 900_000 }), { minLength: 1, maxLength: 30 }),
      (seed, steps) => {
        let time = bornAt
        const watched = aWorld({ seed, now: () => time })
        for (const step of steps) {
          time += step
          watched.count({ status: 1 })
        }
        const restarted = aWorld({ seed, now: () => time })
        expect(restarted.all()).toEqual(watched.all())
      },
    ),
    { numRuns: 30 },
  )
})

test('differs by seed', () => {
  const ids = (seed: number) =>
    new Set(
      aWorld({ seed })
        .all()
        .map(({ jobId }) => jobId),
    )
  const others = ids(2)
  expect([...ids(1)].filter((jobId) => others.has(jobId))).toEqual([])
})

test('stands still when it is frozen', () => {
  let time = bornAt
  const world = aWorld({ frozen: true, now: () => time })
  const before = world.all()
  time += dayMs
  expect(world.all()).toEqual(before)
})

test('counts jobs that are driven by hand towards the limit of its own life', () => {
  let time = bornAt
  const world = aWorld({ jobs: 0, now: () => time })
  for (let made = 0; made < unfinishedLimit; made += 1) world.create()
  time += dayMs
  expect(world.count()).toBe(unfinishedLimit)
  world.advance(world.all()[0]?.jobId ?? '', 2)
  time += 60_000
  expect(world.count()).toBeGreaterThan(unfinishedLimit)
})

test('leaves a job alone once a hand has moved it', () => {
  let time = bornAt
  const world = aWorld({ now: () => time })
  const { jobId } = world.pageAt({ status: 1 }, 0, 1).jobs[0] ?? { jobId: '' }
  world.advance(jobId, 0)
  time += dayMs
  expect(world.find(jobId)?.status).toBe(0)
})

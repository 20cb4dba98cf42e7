import fc from 'fast-check'
import { expect, test } from 'vitest'
import { World } from './world.ts'

function aFrozenWorld() {
  const now = () => 1000
  return new World({ seed: 7, jobs: 3, bornAt: 1000, now, arriveEveryMs: 15_000, frozen: true })
}

type Command =
  | { kind: 'create'; createdAt: number; status: number; productKey: string; targetUid: string }
  | { kind: 'advance' | 'delete'; pick: number; status: number }

const commands = fc.array(
  fc.oneof(
    fc.record({
      kind: fc.constant('create' as const),
      createdAt: fc.integer({ min: 0, max: 5 }),
      status: fc.integer({ min: 0, max: 3 }),
      productKey: fc.constantFrom('p', 'q'),
      targetUid: fc.constantFrom('1', '2'),
    }),
    fc.record({
      kind: fc.constantFrom('advance' as const, 'delete' as const),
      pick: fc.nat(),
      status: fc.integer({ min: 0, max: 9 }),
    }),
  ),
  { maxLength: 60 },
)

test('lists what a plain sorted array lists, whatever is done to it by hand', () => {
  fc.assert(
    fc.property(commands, (all: Command[]) => {
      const world = aFrozenWorld()
      let model = world.all()
      for (const command of all) {
        const chosen = command.kind !== 'create' && model[command.pick % model.length]
        if (command.kind === 'create') {
          const { kind: _, ...job } = command
          model.push(world.create(job))
        } else if (chosen && command.kind === 'advance') {
          world.advance(chosen.jobId, command.status)
          model = model.map((job) => (job === chosen ? { ...job, status: command.status } : job))
        } else if (chosen) {
          world.delete(chosen.jobId)
          model = model.filter((job) => job !== chosen)
        }
        model.sort((a, b) => b.createdAt - a.createdAt || (a.jobId < b.jobId ? 1 : -1))
        const isRunning = model.filter(({ status }) => status === 1)
        const ofBoth = model.filter((job) => job.productKey === 'p' && job.targetUid === '1')
        expect(world.pageAt({ status: 1 }, 0, 99)).toMatchObject({ jobs: isRunning })
        expect(world.pageAt({ productKey: 'p', targetUid: '1' }, 0, 99).jobs).toEqual(ofBoth)
      }
      expect(world.all()).toEqual(model)
    }),
  )
})

test('walks past every job that stays, once, while others come and go', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 7 }), fc.infiniteStream(fc.nat()), (size, lots) => {
      let time = 1_700_000_000_000
      const now = () => time
      const world = new World({
        seed: size,
        jobs: 60,
        bornAt: time,
        now,
        arriveEveryMs: 1000,
        frozen: false,
      })
      const atStart = world.all()
      const seen: string[] = []
      const deleted = new Set<string>()
      let page = world.pageAt({}, 0, size)
      for (;;) {
        seen.push(...page.jobs.map(({ jobId }) => jobId))
        const last = page.jobs.at(-1)
        if (!page.hasMore || !last) break
        time += 3000
        const victim = atStart[(lots.next().value ?? 0) % atStart.length]
        if (victim && !deleted.has(victim.jobId)) {
          world.delete(victim.jobId)
          deleted.add(victim.jobId)
        }
        page = world.pageAfter({}, last, size)
      }
      expect(new Set(seen).size).toBe(seen.length)
      const staying = atStart.filter(({ jobId }) => !deleted.has(jobId))
      expect(seen).toEqual(expect.arrayContaining(staying.map(({ jobId }) => jobId)))
    }),
    { numRuns: 50 },
  )
})

test('drops the filter that was used longest ago, and answers it all the same', () => {
  const world = aFrozenWorld()
  const { productKey } = world.create({ status: 2 })
  for (let status = 0; status < 100; status += 1) world.count({ status })
  expect(world.count({ productKey, status: 2 })).toBeGreaterThan(0)
  world.create({ status: 1, productKey: 'p' })
  expect(world.count({ status: 1, productKey: 'p' })).toBe(1)
})

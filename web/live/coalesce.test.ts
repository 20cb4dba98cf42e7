import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { browserClock } from './clock.ts'
import { coalesce } from './coalesce.ts'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => vi.useRealTimers())

const pass = (ms = 0) => vi.advanceTimersByTimeAsync(ms)

/** Each run takes so long. */
function start(tookMs: number) {
  const startedMs = Date.now()
  const runs: number[] = []
  const run = () => {
    runs.push(Date.now() - startedMs)
    return new Promise((resolve) => {
      if (Number.isFinite(tookMs)) setTimeout(resolve, tookMs)
    })
  }
  return { runs, ...coalesce({ run, gapMs: 300, clock: browserClock }) }
}

test('the first ask runs at once, those that follow share one run after the gap', async () => {
  const { runs, ask } = start(10)
  ask()
  await pass(50)
  ask()
  ask()
  await pass(1000)
  expect(runs).toEqual([0, 300])
  ask()
  expect(runs).toEqual([0, 300, 1050])
})

test('an ask during a run is answered by another one, however slow', async () => {
  const { runs, ask } = start(1000)
  ask()
  await pass(500)
  ask()
  await pass(2000)
  expect(runs).toEqual([0, 1000])
})

test('asked all the time, it runs once in a gap', async () => {
  const { runs, ask } = start(10)
  for (let asks = 0; asks < 99; asks++) {
    ask()
    await pass(30)
  }
  expect(runs).toHaveLength(10)
})

test('a clock that is set back does not make it wait for long', async () => {
  const { runs, ask } = start(10)
  ask()
  await pass(20)
  vi.setSystemTime(Date.now() - 3_600_000)
  ask()
  await pass(300)
  expect(runs).toHaveLength(2)
})

test('an ask with a delay is not put off by later ones, and one without runs at once', async () => {
  const { runs, ask } = start(10)
  ask(200)
  await pass(100)
  ask(200)
  await pass(100)
  expect(runs).toEqual([200])
  await pass(400)
  ask(200)
  ask()
  await pass(0)
  expect(runs).toEqual([200, 600])
})

test('a run that hangs is left to itself after a wake, and not by plain asks', async () => {
  const { runs, ask, askAnew } = start(Number.POSITIVE_INFINITY)
  ask()
  await pass(1999)
  askAnew()
  ask()
  await pass(5000)
  expect(runs).toEqual([0])
  askAnew()
  expect(runs).toEqual([0, 6999])
})

test('the end of a run that was left to itself says nothing of the one after it', async () => {
  const { runs, ask, askAnew } = start(3000)
  ask()
  await pass(2500)
  askAnew()
  await pass(1000)
  ask()
  await pass(1000)
  expect(runs).toEqual([0, 2500])
  await pass(1000)
  expect(runs).toEqual([0, 2500, 5500])
})

test('stopped, it runs no more', async () => {
  const { runs, ask, stop } = start(100)
  ask()
  ask()
  stop()
  await pass(1000)
  expect(runs).toEqual([0])
})

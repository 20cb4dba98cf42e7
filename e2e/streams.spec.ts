import { emulatedWorld } from './emulated-world.ts'
import { openCrowd, openEvents } from './event-stream.ts'
import { expect, expectMode, rowOf, rows, statusOf, test } from './fixtures.ts'
import { isLong, tell } from './proof.ts'
import { type StreamPassage, startProxy } from './proxy.ts'
import {
  aFolder,
  type Running,
  type RunningEmulator,
  removeFolder,
  startEmulator,
  startMain,
} from './servers.ts'

test.use({ trace: 'off' })

const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

/** One server over one emulator with two jobs to be changed. */
async function aHouse() {
  const folder = aFolder()
  const emulator: RunningEmulator = await startEmulator(
    '--frozen',
    '--jobs',
    '60',
    '--latency',
    '80',
  )
  const world = emulatedWorld(emulator.control)
  const jobIds = [(await world.create()).jobId, (await world.create()).jobId] as const
  const main: Running = await startMain(emulator, folder)
  return {
    main,
    world,
    jobIds,
    stop: async () => {
      await Promise.all([main.stop(), emulator.stop()])
      removeFolder(folder)
    },
  }
}

type House = Awaited<ReturnType<typeof aHouse>>

/** Calls made so far, told at a moment of calm, should there be one soon: calls come in bursts. */
async function callsAtRest({ world }: House) {
  let calls = await world.calls()
  for (let looks = 0; looks < 20; looks += 1) {
    await wait(250)
    const before = calls
    calls = await world.calls()
    if (calls === before) break
  }
  return { calls, atMs: Date.now() }
}

/** Some of a crowd look at the list, as pages do that were told of something. */
async function lookAtList({ main }: House, times: number): Promise<void> {
  const paths = ['/api/jobs?pageSize=50', '/api/facets']
  const looks = Array.from({ length: times }, () => paths.map((path) => fetch(main.url + path)))
  for (const reply of await Promise.all(looks.flat())) {
    expect(reply.status).toBe(200)
    await reply.arrayBuffer()
  }
}

test('calls upstream are the same for 0, 1 and 1,000 open event streams', async () => {
  const seconds = isLong ? 180 : 30
  test.setTimeout((seconds + 240) * 1000)
  const crowds = [0, 1, 1000]
  const houses = await Promise.all(crowds.map(aHouse))
  const [, one, many] = houses
  // The one stream reads what it is told, so that it is known that there was something to tell.
  const witness = await openEvents(one?.main.url ?? '')
  const closeCrowd = await openCrowd(many?.main.url ?? '', 1000)
  try {
    await wait(6000)
    const before = await Promise.all(houses.map(callsAtRest))
    const endMs = Date.now() + seconds * 1000
    for (let status = 1; Date.now() < endMs; status = 1 - status) {
      // Something to tell them all, and the same everywhere.
      for (const { world, jobIds } of houses) {
        for (const jobId of jobIds) await world.advance(jobId, status)
      }
      if (many) await lookAtList(many, 20)
      await wait(2700)
    }
    const after = await Promise.all(houses.map(callsAtRest))
    const rates = after.map(
      ({ calls, atMs }, index) =>
        ((calls - (before[index]?.calls ?? 0)) * seconds * 1000) /
        (atMs - (before[index]?.atMs ?? 0)),
    )
    const [nobody = 0, ...others] = rates
    tell(
      `calls in ${seconds} s with ${crowds.join(', ')} streams: ${rates.map((rate) => rate.toFixed(1)).join(', ')}`,
    )
    expect(nobody).toBeGreaterThan(seconds / 4)
    // Three houses on two busy cores do not keep time with each other; a call for each of their looks
    // would be several times as many.
    const tolerance = nobody * (isLong ? 0.02 : 0.3)
    for (const rate of others) expect(Math.abs(rate - nobody)).toBeLessThanOrEqual(tolerance)
    const told = witness.frames.filter(({ event }) => event === 'jobs').length
    expect(told).toBeGreaterThan(seconds / 6)
  } finally {
    witness.close()
    closeCrowd()
    await Promise.all(houses.map(({ stop }) => stop()))
  }
})

const passages: StreamPassage[] = isLong ? ['nothing', 'head-only'] : ['nothing']
for (const passage of passages) {
  test(`behind a proxy that buffers the stream (${passage} of it passes) the page asks, and a change shows`, async ({
    page,
  }) => {
    test.setTimeout(240_000)
    const house = await aHouse()
    const proxy = await startProxy(house.main.url, passage)
    try {
      await page.goto(`${proxy.url}/jobs`)
      await expect(rows(page).first()).toBeVisible()
      const [jobId] = house.jobIds
      await expect(rowOf(page, jobId)).toBeVisible()
      await expectMode(page, 'polling')
      const polls = () => proxy.requests().filter(({ path }) => path === '/api/sync').length
      const before = polls()
      await expect.poll(polls, { timeout: 60_000 }).toBeGreaterThanOrEqual(before + 3)
      for (const [status, word] of [
        [1, 'Running'],
        [2, 'Completed'],
      ] as const) {
        await house.world.advance(jobId, status)
        const startMs = Date.now()
        const cell = statusOf(page, jobId)
        await expect(cell).toHaveText(word, { timeout: isLong ? 20_000 : 60_000 })
        tell(`${passage} passes: a change shows after ${Date.now() - startMs} ms`)
      }
    } finally {
      await proxy.stop()
      await house.stop()
    }
  })
}

import { setTimeout as sleep } from 'node:timers/promises'
import { chromium, type Page } from '@playwright/test'
import { steadyPace } from '../../server/sync/pace.ts'
import { emulatedWorld, statusWords } from '../emulated-world.ts'
import { findChromium } from '../find-chromium.ts'
import { watchWords } from '../watch-rows.ts'
import { type House, startMirrored } from './a-house.ts'
import { measureFanOut } from './fan-out.ts'
import { percentile } from './figures.ts'
import type { Part } from './part.ts'

const latencyMs = 80
const jobsDriven = 8

/** From a change upstream to the word of its row on a real page: every wait in milliseconds. */
async function timeToPixel(house: House, page: Page, changes: number): Promise<number[]> {
  const world = emulatedWorld(house.emulator.control)
  const driven: string[] = []
  for (let n = 0; n < jobsDriven; n += 1) driven.push((await world.create()).jobId)
  // The page shows them once it is opened: they are to be in the mirror by then.
  await sleep(6000)
  await page.goto(`${house.main().url}/jobs`)
  const newest = driven.at(-1) ?? ''
  await page.getByRole('link', { name: newest, exact: true }).waitFor()
  await page.locator('[data-mode=stream]').waitFor()
  const words = await watchWords(page)
  const made: { jobId: string; word: string; atMs: number }[] = []
  for (let change = 0; change < changes; change += 1) {
    const jobId = driven[change % driven.length] ?? ''
    // Running and back: an active job each time, which is looked at in every cycle.
    const status = (Math.floor(change / driven.length) + 1) % 2
    await world.advance(jobId, status)
    made.push({ jobId, word: statusWords[status] ?? '', atMs: Date.now() })
    // Out of step with the cycle.
    await sleep(300 + ((change * 377) % steadyPace.cycleMs))
  }
  await sleep(5000)
  const seen = await words()
  return made.map(({ jobId, word, atMs }) => {
    const drawn = seen.find((at) => at.jobId === jobId && at.word === word && at.atMs >= atMs)
    if (!drawn) throw new Error(`the page never showed that ${jobId} is ${word}`)
    return drawn.atMs - atMs
  })
}

export const live: Part = {
  title: 'Live: from a change upstream to the pixel',
  about: [
    `A real page over the emulator at ${latencyMs} ms. The floor is what the pace alone makes of it: a change waits for the next cycle (every ${steadyPace.cycleMs} ms; a half of it in the middle, nearly all of it at the 95th percentile) and for the answer.`,
    'Fan-out: one event a second to so many open streams, from the commit to each client; the clients are two processes on the same machine.',
  ],
  async run({ extent, note, say }) {
    const changes = extent.isFull ? 100 : 24
    say(`${changes} changes to the pixel`)
    const house = await startMirrored({ jobs: 1000, latencyMs, say })
    const { path } = findChromium(process.env, say)
    const browser = await chromium.launch({ executablePath: path })
    try {
      const waits = await timeToPixel(house, await browser.newPage({ locale: 'en' }), changes)
      for (const hundredths of [50, 95]) {
        note({
          what: `a change upstream to the pixel, p${hundredths}`,
          jobs: null,
          value: percentile(waits, hundredths),
          unit: 'ms',
          floor: {
            what: 'the wait for the cycle, and the answer',
            value: (steadyPace.cycleMs * hundredths) / 100 + latencyMs,
          },
        })
      }
    } finally {
      await browser.close()
      await house.stop()
    }
    for (const clients of extent.isFull ? [1000, 10_000] : [1000]) {
      say(`an event a second to ${clients} clients`)
      note(...(await measureFanOut(clients, extent.isFull ? 30 : 10)))
    }
  },
}

import { expect, test } from '@playwright/test'
import { aFolder, removeFolder, startEmulator, startMain } from './servers.ts'

type SyncReply = {
  connections: {
    jobsKnown: number
    lastSweep: { pages: number; startedAt: string; finishedAt: string } | null
    quota: { calls: number; throttled: number }
  }[]
}

async function readSync(url: string) {
  const reply = (await (await fetch(`${url}/api/sync`)).json()) as SyncReply
  const [connection] = reply.connections
  if (!connection) throw new Error('no connection')
  return connection
}

async function untilWhole(url: string) {
  await expect
    .poll(async () => (await readSync(url)).lastSweep !== null, {
      timeout: 90_000,
      intervals: [500],
    })
    .toBe(true)
  return readSync(url)
}

test('25,000 jobs at 80 ms and four slots: whole, thrifty, never throttled, kept over a restart', async () => {
  test.setTimeout(150_000)
  const folder = aFolder()
  const emulator = await startEmulator('--jobs', '25000', '--latency', '80')
  let main = await startMain(emulator, folder)
  try {
    const whole = await untilWhole(main.url)
    const seconds =
      (Date.parse(whole.lastSweep?.finishedAt ?? '') -
        Date.parse(whole.lastSweep?.startedAt ?? '')) /
      1000
    const { calls, throttled } = (await (await fetch(`${emulator.control}/arrivals`)).json()) as {
      calls: number
      throttled: number
    }
    const rate = whole.quota.calls / seconds
    test.info().annotations.push({
      type: 'measured',
      description: `${whole.jobsKnown} jobs, ${whole.lastSweep?.pages} pages, ${calls} calls in ${seconds} s: ${rate.toFixed(2)} a second`,
    })
    expect(whole.jobsKnown).toBeGreaterThanOrEqual(25_000)
    expect(throttled).toBe(0)
    expect(whole.quota.throttled).toBe(0)
    expect(whole.lastSweep?.pages).toBeLessThanOrEqual(Math.floor(1.1 * 125))

    const page = async (url: string) =>
      (
        (await (
          await fetch(`${url}/api/jobs?status=completed&pageSize=200&sort=createdAt`)
        ).json()) as {
          jobs: unknown[]
        }
      ).jobs
    const before = await page(main.url)
    await main.stop()
    await emulator.stop()
    // With nobody to ask: what it shows is what it kept.
    main = await startMain(emulator, folder)
    expect(await page(main.url)).toEqual(before)
  } finally {
    await Promise.all([main.stop(), emulator.stop()])
    removeFolder(folder)
  }
})

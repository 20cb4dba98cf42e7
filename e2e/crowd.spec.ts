import { spawn } from 'node:child_process'
import { join } from 'node:path'
import type { CrowdFigures } from './crowd-figures.ts'
import { expect, test } from './fixtures.ts'
import { isLong, tell } from './proof.ts'

const crowd = isLong
  ? { clients: 10_000, seconds: 30, stalled: 100, readers: 400 }
  : { clients: 1000, seconds: 10, stalled: 10, readers: 100 }

/** Runs the measurement in processes of its own, so that nobody's work counts for another's. */
function measure(): Promise<CrowdFigures> {
  const args = Object.entries(crowd).flatMap(([name, value]) => [`--${name}`, String(value)])
  const script = join(import.meta.dirname, 'event-crowd.ts')
  const child = spawn(process.execPath, [script, ...args], { stdio: ['ignore', 'pipe', 'inherit'] })
  let output = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    output += text
  })
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (code) => {
      if (code === 0) resolve(JSON.parse(output) as CrowdFigures)
      else reject(new Error(`ended with ${code}: ${output}`))
    })
  })
}

test(`${crowd.clients} event streams: each event to each, ${crowd.stalled} that do not read are cut`, async () => {
  test.setTimeout(15 * 60_000)
  const { calm, storm } = await measure()
  tell(
    `${calm.readers} streams, an event a second: p50 ${calm.p50Ms} ms, p99 ${calm.p99Ms} ms, ${calm.rssMb} MB, ${calm.cpuPercent} % of a core`,
  )
  tell(
    `${storm.readers} streams, the largest events: ${storm.cut} cut after ${storm.sent}, p99 ${storm.p99Ms} ms, ${storm.rssMb} MB`,
  )
  expect(calm).toMatchObject({ lost: 0, cut: 0, delivered: calm.sent * calm.readers })
  expect(storm).toMatchObject({ lost: 0, delivered: storm.sent * storm.readers })
  expect(storm.cut).toBe(crowd.stalled)
  expect(Math.max(calm.rssMb, storm.rssMb)).toBeLessThanOrEqual(250)
  if (isLong) expect(calm.p99Ms).toBeLessThanOrEqual(500)
})

import { expect, test } from './fixtures.ts'
import { isLong, tell } from './proof.ts'
import { runCrowd } from './run-crowd.ts'

const crowd = isLong
  ? { clients: 10_000, seconds: 30, stalled: 100, readers: 400 }
  : { clients: 1000, seconds: 10, stalled: 10, readers: 100 }

test(`${crowd.clients} event streams: each event to each, ${crowd.stalled} that do not read are cut`, async () => {
  test.setTimeout(15 * 60_000)
  const { calm, storm } = await runCrowd(crowd)
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

import { setTimeout as sleep } from 'node:timers/promises'
import { emulatedWorld } from '../emulated-world.ts'
import { openCrowd } from '../event-stream.ts'
import { type House, startMirrored } from './a-house.ts'
import { startChild } from './child.ts'
import { type Figure, percentile } from './figures.ts'
import type { Part } from './part.ts'
import { bytesIn, computedSeconds, residentMb } from './processes.ts'

const viewers = 10
const changesPerMinute = 100

type Start = { readonly seconds: number; readonly computed: number }

async function startBare(): Promise<Start> {
  const startMs = performance.now()
  const { ready, child } = await startChild<{ url: string }>('bare-server.ts')
  await (await fetch(`${ready.url}/healthz`)).arrayBuffer()
  const seconds = (performance.now() - startMs) / 1000
  const computed = computedSeconds(child.pid)
  await child.stop()
  return { seconds, computed }
}

async function startOurs(house: House): Promise<Start> {
  await house.end()
  const startMs = performance.now()
  await house.start()
  const reply = await fetch(`${house.main().url}/readyz`)
  if (!reply.ok) throw new Error(`/readyz answers ${reply.status}`)
  await reply.arrayBuffer()
  const seconds = (performance.now() - startMs) / 1000
  return { seconds, computed: computedSeconds(house.main().pid) }
}

/** From the start of the process until it answers, in turns with a bare server. */
export async function measureStart(house: House, jobs: number, times: number): Promise<Figure[]> {
  const ours: Start[] = []
  const bare: Start[] = []
  for (let n = 0; n < times; n += 1) {
    bare.push(await startBare())
    ours.push(await startOurs(house))
  }
  const middle = (starts: readonly Start[], of: keyof Start) =>
    percentile(
      starts.map((start) => start[of]),
      50,
    )
  const figure = (what: string, of: keyof Start): Figure => ({
    what,
    jobs,
    value: middle(ours, of),
    unit: 's',
    floor: { what: 'a bare server', value: middle(bare, of) },
  })
  return [figure('ready after the start', 'seconds'), figure('computed until ready', 'computed')]
}

/** After some looks of ten viewers, and while they go on listening. */
export async function measureMemory(house: House, jobs: number, looks: number): Promise<Figure> {
  const { url, pid } = house.main()
  const closeCrowd = await openCrowd(url, viewers)
  const bare = await startChild('bare-server.ts')
  try {
    for (let look = 0; look < looks; look += 1) {
      const asks = Array.from({ length: viewers }, () => [
        fetch(`${url}/api/jobs?pageSize=50`),
        fetch(`${url}/api/facets`),
        fetch(`${url}/api/sync`),
      ])
      for (const reply of await Promise.all(asks.flat())) await reply.arrayBuffer()
      await sleep(500)
    }
    return {
      what: `resident with ${viewers} viewers`,
      jobs,
      value: residentMb(pid),
      unit: 'MB',
      floor: { what: 'a bare server that nobody asked', value: residentMb(bare.child.pid) },
    }
  } finally {
    await bare.child.stop()
    closeCrowd()
  }
}

/** What an hour at a hundred changes a minute would add, by so many seconds of it. */
async function measureGrowth(house: House, jobs: number, seconds: number): Promise<Figure[]> {
  const world = emulatedWorld(house.emulator.control)
  const { pid } = house.main()
  const driven = await Promise.all(Array.from({ length: 20 }, () => world.create()))
  await sleep(5000)
  const before = { bytes: bytesIn(house.folder), mb: residentMb(pid) }
  const changes = Math.round((seconds * changesPerMinute) / 60)
  for (let change = 0; change < changes; change += 1) {
    const job = driven[change % driven.length]
    if (job) await world.advance(job.jobId, (Math.floor(change / driven.length) + 1) % 2)
    await sleep(60_000 / changesPerMinute)
  }
  const hours = 3600 / seconds
  return [
    {
      what: `growth of the files in an hour at ${changesPerMinute} changes a minute`,
      jobs,
      value: (bytesIn(house.folder) - before.bytes) * hours,
      unit: 'bytes',
    },
    {
      what: `growth of what is resident over ${seconds} s of that`,
      jobs,
      value: residentMb(pid) - before.mb,
      unit: 'MB',
    },
  ]
}

export const start: Part = {
  title: 'Start, memory, disk',
  about: [
    'The product as `npm start` has it after the build, over an emulator in a process of its own. Ready: the process started, and `/readyz` answered; the middle of several. Resident: after looks of ten viewers while the first walk goes on.',
    'Growth counts the write-ahead logs, which are cut at 16 MiB each: what an hour adds is more than will stay.',
  ],
  async run({ extent, note, say }) {
    const times = extent.isFull ? 7 : 3
    for (const jobs of [0, ...extent.sizes]) {
      say(`start over ${jobs} jobs`)
      const house = await startMirrored({ jobs, upstreamJobs: 0, say })
      try {
        if (jobs > 0) {
          note({
            what: 'files, a job',
            jobs,
            value: bytesIn(house.folder) / jobs,
            unit: 'bytes',
          })
        }
        note(...(await measureStart(house, jobs, times)))
        note(await measureMemory(house, jobs, extent.isFull ? 60 : 20))
        if (jobs === extent.sizes[0]) {
          note(...(await measureGrowth(house, jobs, extent.isFull ? 300 : 30)))
        }
      } finally {
        await house.stop()
      }
    }
  },
}

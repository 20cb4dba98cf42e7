import { startMirrored } from './a-house.ts'
import type { Figure } from './figures.ts'
import { allSlots, type FirstSync, syncVirtually } from './first-sync.ts'
import type { Part, PartRun } from './part.ts'
import { runSdkLoop, type SdkLoop } from './sdk-loop.ts'

const pageSize = 200
const latencies = [20, 80, 400] as const
/** Longer lists take too long in real time: 200 jobs a call, 5 calls a second. */
const mostInRealTime = 10_000

/** Jobs a second that 5 calls in any second allow whoever waits for each answer before he counts. */
function limitOf(latencyMs: number): number {
  return (pageSize * allSlots) / (1 + latencyMs / 1000)
}

export function syncFigures(
  jobs: number,
  latencyMs: number,
  { seconds, calls, pages, throttled, jobsKnown, realSeconds }: FirstSync,
): Figure[] {
  const what = `first sync at ${latencyMs} ms`
  const isVirtual = true
  const least = Math.ceil(jobs / pageSize)
  return [
    {
      what,
      jobs,
      value: jobsKnown / seconds,
      unit: 'a second',
      floor: { what: `the limit: ${allSlots} slots ÷ (1 s + response)`, value: limitOf(latencyMs) },
      isVirtual,
    },
    {
      what: `${what}, calls in all`,
      jobs,
      value: calls,
      unit: 'calls',
      floor: { what: `jobs ÷ ${pageSize}`, value: least },
      isVirtual,
    },
    {
      what: `${what}, pages of the walk`,
      jobs,
      value: pages,
      unit: 'calls',
      floor: { what: `jobs ÷ ${pageSize}`, value: least },
      isVirtual,
    },
    { what: `${what}, throttles`, jobs, value: throttled, unit: 'times', isVirtual },
    {
      what: `${what}, computing (with the emulator's)`,
      jobs,
      value: realSeconds,
      unit: 's',
      floor: { what: 'the virtual time that it took', value: seconds },
    },
  ]
}

/** In real time, over an emulator in a process of its own, beside the loops over Alibaba's SDK. */
async function compareInRealTime(jobs: number, latencyMs: number, { note, say }: PartRun) {
  const unthrottled = jobs / limitOf(latencyMs)
  const floor = { what: 'at the limit', value: unthrottled }
  const house = await startMirrored({ jobs: 0, upstreamJobs: jobs, latencyMs, isFrozen: false })
  try {
    const { seconds, throttled } = await house.untilWhole()
    const what = `Waybill at ${latencyMs} ms, real time`
    note({ what, jobs, value: seconds, unit: 's', floor })
    note({ what: `${what}, throttles`, jobs, value: throttled, unit: 'times' })
  } finally {
    await house.stop()
  }
  for (const kind of ['plain', 'throttled'] as const) {
    say(`${jobs} jobs by Alibaba's SDK, ${kind}, ${latencyMs} ms, in real time`)
    note(...loopFigures(kind, jobs, latencyMs, await runSdkLoop(jobs, latencyMs, kind)))
  }
}

const loops = { plain: "a loop over Alibaba's SDK", throttled: 'the same through p-throttle' }

function loopFigures(
  kind: keyof typeof loops,
  jobs: number,
  latencyMs: number,
  { seconds, calls, throttled, errors }: SdkLoop,
): Figure[] {
  const what = `${loops[kind]} at ${latencyMs} ms, real time`
  return [
    {
      what,
      jobs,
      value: seconds,
      unit: 's',
      floor: { what: 'at the limit', value: jobs / limitOf(latencyMs) },
    },
    {
      what: `${what}, calls`,
      jobs,
      value: calls,
      unit: 'calls',
      floor: { what: `jobs ÷ ${pageSize}`, value: Math.ceil(jobs / pageSize) },
    },
    { what: `${what}, throttles`, jobs, value: throttled, unit: 'times' },
    { what: `${what}, other errors`, jobs, value: errors, unit: 'times' },
  ]
}

export const upstream: Part = {
  title: 'Upstream: the first sync',
  about: [
    'From an empty mirror to the end of the first walk, with all 5 slots, over the emulator’s gateway and a living account. Virtual: the product’s client, sync and store over real sockets, on a clock that stands still while anything is computed.',
    'The limit is what 5 calls in any sliding second allow a client that cannot know when within its call the gateway counts it: 5 slots, each free again a second after its answer.',
    'The loops ask one page after the other and know nothing of the limit but what p-throttle keeps (5 in 1,000 ms, not strict).',
  ],
  async run(part) {
    for (const jobs of part.extent.sizes) {
      for (const latencyMs of latencies) {
        part.say(`first sync of ${jobs} jobs at ${latencyMs} ms, in virtual time`)
        const sync = await syncVirtually({ jobs, latencyMs })
        part.note(...syncFigures(jobs, latencyMs, sync))
      }
    }
    for (const jobs of part.extent.sizes.filter((size) => size <= mostInRealTime)) {
      for (const latencyMs of part.extent.isFull ? latencies : latencies.slice(1, 2)) {
        part.say(`first sync of ${jobs} jobs at ${latencyMs} ms, in real time`)
        await compareInRealTime(jobs, latencyMs, part)
      }
    }
  },
}

import { setTimeout as sleep } from 'node:timers/promises'
import type { ClientFigures } from '../crowd-figures.ts'
import { runCrowd } from '../run-crowd.ts'
import { type Child, startChild, startSilentChild } from './child.ts'
import { type Figure, percentile } from './figures.ts'

const processes = 2

/** One event a second, of five jobs, to so many clients: from the commit to each of them. */
export async function measureFanOut(clients: number, seconds: number): Promise<Figure[]> {
  const { calm } = await runCrowd({ clients, seconds, stalled: 1, readers: 10 })
  const bare = await runBareCrowd(clients, seconds)
  const of = (hundredths: number, value: number): Figure => ({
    what: `an event to ${clients} clients, p${hundredths}`,
    jobs: null,
    value,
    unit: 'ms',
    floor: { what: 'a bare server that writes to each', value: percentile(bare, hundredths) },
  })
  return [
    of(50, calm.p50Ms),
    of(99, calm.p99Ms),
    {
      what: `an event to ${clients} clients: delivered`,
      jobs: null,
      value: (calm.delivered / (calm.sent * calm.readers)) * 100,
      unit: '%',
    },
    {
      what: `resident with ${clients} event streams`,
      jobs: null,
      value: calm.rssMb,
      unit: 'MB',
    },
  ]
}

/** The same clients before the bare server; gives every wait in milliseconds. */
async function runBareCrowd(clients: number, seconds: number): Promise<number[]> {
  const server = await startChild<{ port: number }>('bare-events.ts')
  const crowds: Child[] = []
  try {
    for (let n = 0; n < processes; n += 1) {
      crowds.push(startSilentChild('../event-crowd.ts', '--role', 'clients'))
    }
    const join = { join: Math.ceil(clients / processes), port: server.ready.port, reads: true }
    await Promise.all(crowds.map((crowd) => crowd.ask(join)))
    await server.child.ask({ events: seconds, everyMs: 1000, jobs: 5 })
    await sleep(1000)
    const figures = await Promise.all(
      crowds.map((crowd) => crowd.ask<ClientFigures>({ figures: true })),
    )
    return figures.flatMap(({ latencies }) => latencies)
  } finally {
    await Promise.all([...crowds, server.child].map((child) => child.stop()))
  }
}

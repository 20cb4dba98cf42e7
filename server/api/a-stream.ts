import { setImmediate } from 'node:timers/promises'
import type { AppError } from '../errors.ts'
import type { MirrorEvent } from '../jobs/job-store.ts'
import { createFakeClock } from '../testing/fake-clock.ts'
import { aStatus } from './a-status.ts'
import { createEventChannel } from './event-channel.ts'
import { plainIds } from './event-ids.ts'
import { anOutlet } from './memory-outlet.ts'

/** A log of one job an event; reading takes as many turns as it is told. */
function aLog() {
  const events: MirrorEvent[] = []
  const listeners = new Set<(event: MirrorEvent) => void>()
  const log = {
    reads: [] as string[],
    failure: null as AppError | null,
    turnsBefore: 0,
    turnsAfter: 0,
    commit(jobId = 'one') {
      const changes = [{ connection: 'here', jobId, kind: 'changed' as const }]
      const event = { id: `a.${events.length + 1}`, changes }
      events.push(event)
      for (const listener of listeners) listener(event)
    },
    store: {
      onEvent(listener: (event: MirrorEvent) => void) {
        listeners.add(listener)
        return () => void listeners.delete(listener)
      },
      lastEventId: () => read(() => `a.${events.length}`),
      readEvents(afterId: string) {
        log.reads.push(afterId)
        const [epoch, seq] = afterId.split('.')
        return read(() => (epoch === 'a' ? events.slice(Number(seq)) : null))
      },
    },
  }
  async function read<Result>(now: () => Result): Promise<Result> {
    for (let turn = 0; turn < log.turnsBefore; turn++) await setImmediate()
    if (log.failure) throw log.failure
    const result = now()
    for (let turn = 0; turn < log.turnsAfter; turn++) await setImmediate()
    return result
  }
  return log
}

/** A stream over that log, a sync that can be told to fail, and clients in memory. */
export function aStream() {
  const log = aLog()
  const clock = createFakeClock()
  const sync = { looks: 0, status: aStatus(), failure: null as Error | null }
  const statuses = async () => {
    sync.looks += 1
    if (sync.failure) throw sync.failure
    return [sync.status]
  }
  const logged: unknown[] = []
  const random = [0, 0.5, 1]
  const stream = createEventChannel({
    jobs: log.store,
    ids: plainIds,
    sync: { statuses, sees: undefined },
    clock,
    random: () => random.shift() ?? 0,
    logError: (error) => logged.push(error),
  })
  const join = async (lastEventId: string | null = null) => {
    const outlet = anOutlet()
    await stream.open(lastEventId, Buffer.from('head\n\n'), async () => outlet)
    return outlet
  }
  return { ...stream, log, clock, sync, join, logged }
}

/** What was written, a frame a line: the events' names, their ids and jobs. */
export const frames = ({ written }: { written: string[] }) =>
  written
    .join('')
    .split('\n\n')
    .filter((block) => block !== '')
    .map((block) => {
      const line = block.replace(/data: .*?(?:"jobId":"(\w+)".*|$)/, '$1').split('\n')
      return line.map((part) => part.replace(/^(id|event): /, '')).join(' ')
    })

/** The fan-out goes from tick to tick. */
export async function settle() {
  for (let turn = 0; turn < 20; turn++) await setImmediate()
}

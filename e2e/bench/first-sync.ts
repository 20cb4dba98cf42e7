import type { Clock } from '../../server/clock.ts'
import { createEmulator, defaultKey } from '../../server/emulator/emulator.ts'
import type { JobSource } from '../../server/jobs/job-source.ts'
import type { JobStore } from '../../server/jobs/job-store.ts'
import { createSqliteStore } from '../../server/store/sqlite-store.ts'
import { createConnectionSync } from '../../server/sync/connection-sync.ts'
import { createUpstream } from '../../server/upstream/client.ts'
import { createCredentials } from '../../server/upstream/open-credentials.ts'
import { createQuotas } from '../../server/upstream/quotas.ts'
import { aFolder, removeFolder } from '../servers.ts'
import { openFarAway } from './far-away.ts'
import { unpaced } from './unpaced.ts'
import { createVirtualClock } from './virtual-clock.ts'

export type FirstSync = {
  /** From the first call to the last page of the walk. */
  readonly seconds: number
  /** Of the walk and of the cycle that keeps what is known up to date meanwhile. */
  readonly calls: number
  readonly pages: number
  readonly throttled: number
  readonly jobsKnown: number
  /** What all of it took of real time, the emulator's work included. */
  readonly realSeconds: number
}

export type FirstSyncOptions = {
  readonly jobs: number
  readonly latencyMs: number
  /** 5, all that there are, unless given. */
  readonly slots?: number
  /** Something between the client and the sync that makes it worse. */
  readonly spoil?: (source: JobSource, clock: Clock) => JobSource
  /** Without our own limit, which the gateway notices. */
  readonly isUnpaced?: boolean
}

export const allSlots = 5
const startMs = Date.parse('2026-11-24T02:00:00.000Z')

/**
 * The product's client, sync and store over the emulator's gateway, by real sockets, on a virtual
 * clock: an empty mirror until the first walk over a living account has come to its end.
 */
export async function syncVirtually(options: FirstSyncOptions): Promise<FirstSync> {
  const { jobs, latencyMs, slots = allSlots, spoil = (source) => source, isUnpaced } = options
  const folder = aFolder()
  const realStart = performance.now()
  const clock = createVirtualClock(startMs)
  const emulator = createEmulator({ jobs, now: clock.wallMs })
  const gateway = await emulator.listen()
  const away = openFarAway(gateway.url, latencyMs, clock)
  const store: JobStore = createSqliteStore({ folder, now: clock.wallMs })
  const pacing = {
    now: clock.wallMs,
    monotonicNow: clock.monotonicMs,
    setTimer: clock.setTimer,
    random: () => 0.5,
  }
  const client = createUpstream({
    ...pacing,
    endpoint: new URL(gateway.url),
    iotInstanceId: null,
    credentials: createCredentials(defaultKey),
    slots,
    quotas: isUnpaced ? unpaced : createQuotas({ ...pacing, slots }),
    // Of real time, of which the whole run has little.
    deadlineMs: 60_000,
    dispatcher: away.dispatcher,
  })
  const sync = await createConnectionSync({
    connection: { name: 'here', region: 'cn-shanghai', endpoint: gateway.url, iotInstanceId: null },
    source: spoil(client, clock),
    store,
    clock,
    random: () => 0.5,
    log: { problem: () => {}, fault: (_, error) => process.stderr.write(`${error}\n`) },
  })
  const running = sync.run()
  await clock.runUntil(() => sync.status().lastSweep !== null)
  const { lastSweep, jobsKnown } = sync.status()
  const { calls, throttled } = emulator.arrivals.report()
  const seconds = clock.monotonicMs() / 1000
  const realSeconds = (performance.now() - realStart) / 1000
  sync.stop()
  await Promise.all([running, client.close()])
  await Promise.all([away.close(), gateway.close(), store.close()])
  removeFolder(folder)
  return { seconds, calls, throttled, jobsKnown, realSeconds, pages: lastSweep?.pages ?? 0 }
}

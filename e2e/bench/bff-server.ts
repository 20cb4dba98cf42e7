import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { createHttpServer } from '../../server/access/http-server.ts'
import { createApp } from '../../server/api/app.ts'
import { createEventStream } from '../../server/api/event-stream.ts'
import type { JobStore } from '../../server/jobs/job-store.ts'
import { createLog } from '../../server/log.ts'
import { createMetrics } from '../../server/metrics/metrics.ts'
import { createSqliteStore } from '../../server/store/sqlite-store.ts'
import { createSystemClock } from '../../server/sync/clock.ts'
import { createTellers } from '../../server/tellers.ts'
import { anAccess } from '../../server/testing/an-access.ts'
import { aSync } from '../../server/testing/fake-sync.ts'
import { serveParent } from './child.ts'
import { connectionName } from './full-mirror.ts'
import { prepareSweep } from './sweep-writer.ts'

/*
 * The product's HTTP, store, log and metrics over a prepared mirror, with a hand on what is written:
 * `node bff-server.ts <data folder> [<milliseconds by which each read is spoilt>]`.
 */
const [folder = '', spoiltByMs = '0'] = process.argv.slice(2)
const clock = createSystemClock()
const files = createSqliteStore({ folder, now: clock.wallMs, connections: [connectionName] })
const store = Number(spoiltByMs) > 0 ? spoil(files, Number(spoiltByMs)) : files
const startMs = clock.monotonicMs()
/** As a cycle of the sync moves it. */
const cycleMs = 1400
const asOf = () =>
  new Date(Math.floor(clock.wallMs() - ((clock.monotonicMs() - startMs) % cycleMs))).toISOString()
const sync = aSync({ asOf })
const log = createLog('info', { write: () => {} })
const metrics = createMetrics()
const app = createApp({
  store,
  sync,
  events: createEventStream({ store, sync, clock, random: Math.random, logError: console.error }),
  access: anAccess(),
  now: clock.wallMs,
  metrics: { ...metrics, token: null },
  pagesFolder: join(import.meta.dirname, '../../web'),
  ...createTellers({ log, metrics, dataDir: folder, now: clock.wallMs }),
})
const server = createHttpServer(app.fetch, anAccess().headers)
server.listen(0, '127.0.0.1')
await once(server, 'listening')

const sweep = await prepareSweep(files, clock)
const { port } = server.address() as AddressInfo
serveParent<BffAsk>(
  { url: `http://127.0.0.1:${port}` },
  async (ask) => {
    if (ask.what === 'change') await sweep.writeChange()
    else if (ask.what === 'sweep') sweep.begin()
    else await sweep.end()
    return {}
  },
  async () => {
    await sweep.end()
    server.closeAllConnections()
    await files.close()
  },
)

export type BffAsk = { readonly what: 'change' | 'sweep' | 'rest' }

/** Each read of the mirror keeps the process busy for so long, as a worse query would. */
function spoil(store: JobStore, ms: number): JobStore {
  const dawdle = () => {
    const endMs = performance.now() + ms
    while (performance.now() < endMs);
  }
  return {
    ...store,
    listJobs: (query) => {
      dawdle()
      return store.listJobs(query)
    },
    countFacets: (filter) => {
      dawdle()
      return store.countFacets(filter)
    },
  }
}

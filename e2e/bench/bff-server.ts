import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { createHttpServer } from '../../server/access/http-server.ts'
import { createApp } from '../../server/api/app.ts'
import { createEventStream } from '../../server/api/event-stream.ts'
import { createSystemClock } from '../../server/clock.ts'
import { createLog } from '../../server/log.ts'
import { createMetrics } from '../../server/metrics/metrics.ts'
import { createSqliteStore } from '../../server/store/sqlite-store.ts'
import { createTellers } from '../../server/tellers.ts'
import { anAccess } from '../../server/testing/an-access.ts'
import { aSync } from '../../server/testing/fake-sync.ts'
import { serveParent } from './child.ts'
import { connectionName } from './full-mirror.ts'
import { prepareSweep } from './sweep-writer.ts'

/*
 * The product's HTTP, store, log and metrics over a prepared mirror, with a hand on what is written:
 * `node bff-server.ts <data folder> [<milliseconds that each request takes longer>]`.
 */
const [folder = '', spoiltByMs = '0'] = process.argv.slice(2)
const clock = createSystemClock()
const store = createSqliteStore({ folder, now: clock.wallMs, connections: [connectionName] })
const startMs = clock.monotonicMs()
/** As a cycle of the sync moves it. */
const cycleMs = 1400
const asOf = () =>
  new Date(Math.floor(clock.wallMs() - ((clock.monotonicMs() - startMs) % cycleMs))).toISOString()
const sync = aSync({ asOf })
const log = createLog('info', { write: () => {} })
const metrics = createMetrics()
const access = anAccess()
const app = createApp({
  store,
  sync,
  events: createEventStream({ store, sync, clock, random: Math.random, logError: console.error }),
  access,
  now: clock.wallMs,
  metrics: { ...metrics, token: null },
  pagesFolder: join(import.meta.dirname, '../../web'),
  ...createTellers({ signIn: 'none', log, metrics, dataDir: folder, now: clock.wallMs }),
})
/** As worse code would, it keeps the process busy: nobody else is answered meanwhile. */
function dawdle(ms: number) {
  const endMs = performance.now() + ms
  while (performance.now() < endMs);
}
const fetch: typeof app.fetch = (request, ...rest) => {
  if (request.url.includes('/api/')) dawdle(Number(spoiltByMs))
  return app.fetch(request, ...rest)
}
const server = createHttpServer(fetch, access)
server.listen(0, '127.0.0.1')
await once(server, 'listening')

const sweep = await prepareSweep(store, clock)
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
    await store.close()
  },
)

export type BffAsk = { readonly what: 'change' | 'sweep' | 'rest' }

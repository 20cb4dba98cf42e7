import { once } from 'node:events'
import type { Server } from 'node:http'
import { createAdaptorServer } from '@hono/node-server'
import type { Logger } from 'pino'
import { createApp } from './api/app.ts'
import { createEventStream } from './api/event-stream.ts'
import { closeServer } from './close-server.ts'
import type { Config } from './config.ts'
import { createSyncLog, toLogFields } from './log.ts'
import { createMetrics } from './metrics/metrics.ts'
import { openPages } from './open-pages.ts'
import { createSqliteStore, type SqliteStore } from './store/sqlite-store.ts'
import { type Clock, createSystemClock } from './sync/clock.ts'
import { createSync } from './sync/sync.ts'
import { createTellers } from './tellers.ts'
import { createUpstream } from './upstream/client.ts'
import type { Credentials } from './upstream/credentials.ts'

export type WaybillParts = {
  readonly config: Config
  readonly credentials: Credentials
  /** What the connection is called in the mirror and on the page. */
  readonly connectionName: string
  readonly log: Logger
  /** Only a new start can help: to end the process as failed, so that a supervisor starts it anew. */
  readonly onFatal: () => void
}

/**
 * Everything, from the mirror's files to the open port. Resolves when it listens; `close` sends
 * event streams away, lets open replies finish, ends the sync and closes the files.
 */
export async function startWaybill(parts: WaybillParts) {
  const { config, credentials, connectionName, log } = parts
  const clock = createSystemClock()
  const random = Math.random
  const store = openStore(parts, clock)
  const metrics = createMetrics()
  const pages = await openPages(config, clock.wallMs(), log)
  const source = createUpstream({
    endpoint: config.endpoint,
    iotInstanceId: config.iotInstanceId,
    credentials,
    slots: config.slots,
    onCall: metrics.countCall,
  })
  const connection = {
    name: connectionName,
    region: config.region,
    endpoint: config.endpoint.origin,
    iotInstanceId: config.iotInstanceId,
  }
  const sync = await createSync([
    { connection, source, store, clock, random, log: createSyncLog(log) },
  ])
  const events = createEventStream({
    store,
    sync,
    clock,
    random,
    build: pages.build,
    logError: (error) => log.error(toLogFields(error), 'the state of the sync cannot be told'),
  })
  metrics.watch({ statuses: sync.statuses, viewers: events.clientCount, now: clock.wallMs })
  const tellers = createTellers({ log, metrics, dataDir: config.dataDir, now: clock.wallMs })
  const app = createApp({
    store,
    sync,
    events,
    now: clock.wallMs,
    metrics: { ...metrics, token: config.metricsToken },
    ...pages,
    ...tellers,
  })
  const server = createServer(app)
  const url = await listen(server, config)
  const running = sync.run()
  const stopping = new AbortController()
  const backingUp = backUpHourly(store, clock, stopping.signal, log)

  return {
    url,
    async close() {
      events.close()
      stopping.abort()
      await closeServer(server, sync.stop)
      sync.stop()
      await Promise.all([running, backingUp])
      await source.close()
      await tellers.audit.close()
      await store.close()
    },
  }
}

function openStore({ config, connectionName, log, onFatal }: WaybillParts, clock: Clock) {
  return createSqliteStore({
    folder: config.dataDir,
    now: clock.wallMs,
    connections: [connectionName],
    report: (text) => log.warn({ folder: config.dataDir }, text),
    onBroken(error) {
      log.fatal(
        toLogFields(error),
        'the data files can no longer be used; only a new start can help',
      )
      onFatal()
    },
  })
}

/** The times are for requests that are being received: no reply, however long, is cut by them. */
const serverOptions = {
  headersTimeout: 10_000,
  requestTimeout: 15_000,
  keepAliveTimeout: 5_000,
  connectionsCheckingInterval: 1_000,
}

function createServer(app: ReturnType<typeof createApp>): Server {
  // Without options of another kind this is node's plain HTTP/1.1.
  return createAdaptorServer({ fetch: app.fetch, serverOptions }) as Server
}

async function listen(server: Server, config: Config): Promise<string> {
  server.listen(config.port, config.host)
  await once(server, 'listening')
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : config.port
  const host = config.host.includes(':') ? `[${config.host}]` : config.host
  return `http://${host}:${port}`
}

const hourMs = 3_600_000

async function backUpHourly(store: SqliteStore, clock: Clock, signal: AbortSignal, log: Logger) {
  while (!signal.aborted) {
    await store.backUp().catch((error) => log.error(toLogFields(error), 'the backup failed'))
    await clock.wait(hourMs, signal)
  }
}

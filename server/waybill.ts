import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import type { Server } from 'node:http'
import type { Logger } from 'pino'
import { createAccess } from './access/access.ts'
import { createHttpServer } from './access/http-server.ts'
import type { OnSignIn } from './access/sign-in-event.ts'
import { createApp } from './api/app.ts'
import { createEventStream } from './api/event-stream.ts'
import { type Clock, createSystemClock } from './clock.ts'
import { closeServer } from './close-server.ts'
import type { Config } from './config.ts'
import { type OpenConnection, openUpstreams } from './connections.ts'
import { createSyncLog, logSignInFailure, toLogFields } from './log.ts'
import { createMetrics } from './metrics/metrics.ts'
import { openPages } from './open-pages.ts'
import { createScopeOf } from './scopes.ts'
import { createSqliteStore, type SqliteStore } from './store/sqlite-store.ts'
import { createSync } from './sync/sync.ts'
import { createTellers } from './tellers.ts'

export type WaybillParts = {
  readonly config: Config
  readonly connections: readonly OpenConnection[]
  readonly log: Logger
  /** Only a new start can help: to end the process as failed, so that a supervisor starts it anew. */
  readonly onFatal: () => void
}

/**
 * Everything, from the mirror's files to the open port. Resolves when it listens; `close` sends
 * event streams away, lets open replies finish, ends the sync and closes the files.
 */
export async function startWaybill(parts: WaybillParts) {
  const { config, connections, log } = parts
  const clock = createSystemClock()
  const random = Math.random
  const metrics = createMetrics()
  const { dataDir } = config
  const { signIn } = config.access
  const tellers = createTellers({ log, metrics, dataDir, signIn, now: clock.wallMs })
  const access = openAccess(config, clock, log, tellers.onSignIn)
  const store = openStore(parts, clock)
  const pages = await openPages(config, clock.wallMs(), log)
  const sources = await openUpstreams(connections, tellers.onCall)
  const sync = await createSync(
    sources.map(({ source, ...connection }) => ({
      connection,
      source,
      store,
      clock,
      random,
      log: createSyncLog(log),
    })),
  )
  const events = createEventStream({
    store,
    sync,
    clock,
    random,
    build: pages.build,
    logError: (error) => log.error(toLogFields(error), 'the state of the sync cannot be told'),
  })
  metrics.watch({ statuses: sync.statuses, viewers: events.clientCount, now: clock.wallMs })
  const { onCall: _, onSignIn: _1, ...ofRequests } = tellers
  const app = createApp({
    store,
    sync,
    events,
    access,
    ...(config.scopes && { scopeOf: createScopeOf(config.scopes) }),
    now: clock.wallMs,
    metrics: { ...metrics, token: config.metricsToken },
    ...pages,
    ...ofRequests,
  })
  const server = createHttpServer(app.fetch, access)
  const url = await listen(server, config)
  const running = sync.run()
  const stopping = new AbortController()
  const backingUp = backUpHourly(store, clock, stopping.signal, log)
  const tending = access.tend?.(stopping.signal)

  return {
    url,
    /** A new link that signs one browser in, once; `null`: there are none with this sign-in. */
    launchLink() {
      const token = access.newToken?.()
      const address = config.access.publicUrl?.href.replace(/\/$/, '') ?? url
      return token === undefined ? null : `${address}/#launch=${token}`
    },
    async close() {
      events.close()
      stopping.abort()
      await closeServer(server, sync.stop)
      sync.stop()
      await Promise.all([running, backingUp, tending])
      await Promise.all(sources.map(({ source }) => source.close()))
      await tellers.audit.close()
      await store.close()
    },
  }
}

function openAccess(
  { access, metricsToken }: Config,
  clock: Clock,
  log: Logger,
  onSignIn: OnSignIn,
) {
  const { signIn, publicUrl, proxySecret, ...rest } = access
  return createAccess({
    ...rest,
    kind: signIn,
    publicUrl,
    hasMetricsToken: metricsToken !== null,
    secret: proxySecret,
    randomBytes,
    clock,
    onSignIn,
    onSignInFailed: (failure, requestId) => logSignInFailure(log, failure, requestId),
    onIgnored: (peer) =>
      log.warn(
        { peer, header: access.userHeader },
        'a user is not believed: no trusted proxy sent it',
      ),
  })
}

function openStore({ config, connections, log, onFatal }: WaybillParts, clock: Clock) {
  return createSqliteStore({
    folder: config.dataDir,
    now: clock.wallMs,
    connections: connections.map(({ name }) => name),
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

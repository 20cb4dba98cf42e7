import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { existsSync, readFileSync } from 'node:fs'
import type { Server } from 'node:http'
import { join } from 'node:path'
import type { Logger } from 'pino'
import { createAccess } from './access/access.ts'
import { createHttpServer } from './access/http-server.ts'
import { readProxySecret } from './access/proxy-secret.ts'
import { createApp } from './api/app.ts'
import { createEventStream } from './api/event-stream.ts'
import type { Config } from './config.ts'
import { type OpenConnection, openUpstreams } from './connections.ts'
import { AppError } from './errors.ts'
import { createSyncLog, toLogFields } from './log.ts'
import { createSqliteStore, type SqliteStore } from './store/sqlite-store.ts'
import { type Clock, createSystemClock } from './sync/clock.ts'
import { createSync } from './sync/sync.ts'

export type WaybillParts = {
  readonly config: Config
  readonly connections: readonly OpenConnection[]
  readonly log: Logger
  /** Only a new start can help: to end the process as failed, so that a supervisor starts it anew. */
  readonly onFatal: () => void
}

/**
 * Everything, from the mirror's files to the open port. Resolves when it listens; `close` ends
 * the sync, lets open replies finish and closes the files.
 */
export async function startWaybill(parts: WaybillParts) {
  const { config, connections, log } = parts
  const pagesFolder = join(import.meta.dirname, '../dist')
  if (!existsSync(join(pagesFolder, 'index.html'))) {
    throw new AppError('internal', `The page is not built (${pagesFolder}): run "npm run build".`)
  }
  const clock = createSystemClock()
  const random = Math.random
  const access = openAccess(config, clock, log)
  const store = openStore(parts, clock)
  const sources = await openUpstreams(connections)
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
    logError: (error) => log.error(toLogFields(error), 'the state of the sync cannot be told'),
  })
  const app = createApp({
    store,
    sync,
    events,
    access,
    now: clock.wallMs,
    pagesFolder,
    logError: (error, request) =>
      log.error({ ...request, ...toLogFields(error) }, 'request failed'),
  })
  const server = createHttpServer(app.fetch, access.headers)
  const url = await listen(server, config)
  const running = sync.run()
  const stopping = new AbortController()
  const backingUp = backUpHourly(store, clock, stopping.signal, log)

  return {
    url,
    /** A new link that signs one browser in, once; `null`: there are none with this sign-in. */
    launchLink() {
      const token = access.newToken?.()
      const address = config.access.publicUrl?.href.replace(/\/$/, '') ?? url
      return token === undefined ? null : `${address}/#launch=${token}`
    },
    async close() {
      sync.stop()
      stopping.abort()
      events.close()
      await Promise.all([running, backingUp, closeServer(server)])
      await Promise.all(sources.map(({ source }) => source.close()))
      await store.close()
    },
  }
}

function openAccess({ access }: Config, clock: Clock, log: Logger) {
  const { signIn, publicUrl, proxySecretFile, ...rest } = access
  return createAccess({
    ...rest,
    kind: signIn,
    publicUrl,
    secret:
      proxySecretFile === null
        ? null
        : readProxySecret(proxySecretFile, (path) => readFileSync(path, 'utf8')),
    randomBytes,
    monotonicMs: clock.monotonicMs,
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

const longestReplyMs = 2_000

/** Idle connections end at once, open replies when they are whole, or are cut after 2 s. */
async function closeServer(server: Server): Promise<void> {
  const closed = once(server, 'close')
  server.close()
  const timer = setTimeout(() => server.closeAllConnections(), longestReplyMs)
  await closed
  clearTimeout(timer)
}

const hourMs = 3_600_000

async function backUpHourly(store: SqliteStore, clock: Clock, signal: AbortSignal, log: Logger) {
  while (!signal.aborted) {
    await store.backUp().catch((error) => log.error(toLogFields(error), 'the backup failed'))
    await clock.wait(hourMs, signal)
  }
}

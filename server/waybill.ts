import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { serve } from '@hono/node-server'
import type { Logger } from 'pino'
import { createApp } from './api/app.ts'
import type { Config } from './config.ts'
import { AppError } from './errors.ts'
import { createSyncLog, toLogFields } from './log.ts'
import { createSqliteStore } from './store/sqlite-store.ts'
import { createSystemClock } from './sync/clock.ts'
import { createSync } from './sync/sync.ts'
import { createUpstream } from './upstream/client.ts'
import type { Credentials } from './upstream/credentials.ts'

export type WaybillParts = {
  readonly config: Config
  readonly credentials: Credentials
  /** What the connection is called in the mirror and on the page. */
  readonly connectionName: string
  readonly log: Logger
}

/**
 * Everything, from the mirror's file to the open port. Resolves when it listens; `close` ends
 * the sync, lets open replies finish and closes the file.
 */
export async function startWaybill({ config, credentials, connectionName, log }: WaybillParts) {
  const pagesFolder = join(import.meta.dirname, '../dist')
  if (!existsSync(join(pagesFolder, 'index.html'))) {
    throw new AppError('internal', `The page is not built (${pagesFolder}): run "npm run build".`)
  }
  const clock = createSystemClock()
  const store = createSqliteStore({
    file: join(config.dataDir, 'mirror.db'),
    now: clock.wallMs,
    connections: [connectionName],
  })
  const source = createUpstream({
    endpoint: config.endpoint,
    iotInstanceId: config.iotInstanceId,
    credentials,
    slots: config.slots,
  })
  const connection = {
    name: connectionName,
    region: config.region,
    endpoint: config.endpoint.origin,
    iotInstanceId: config.iotInstanceId,
  }
  const random = Math.random
  const sync = await createSync([
    { connection, source, store, clock, random, log: createSyncLog(log) },
  ])
  const app = createApp({
    store,
    sync,
    pagesFolder,
    logError: (error, request) =>
      log.error({ ...request, ...toLogFields(error) }, 'request failed'),
  })

  const server = serve({ fetch: app.fetch, hostname: config.host, port: config.port })
  await once(server, 'listening')
  const running = sync.run()
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : config.port
  const host = config.host.includes(':') ? `[${config.host}]` : config.host

  return {
    url: `http://${host}:${port}`,
    async close() {
      sync.stop()
      const closed = once(server, 'close')
      server.close()
      await Promise.all([running, closed])
      await source.close()
      await store.close()
    },
  }
}

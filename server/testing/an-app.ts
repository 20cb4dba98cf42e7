import { join } from 'node:path'
import { testClient } from 'hono/testing'
import { onTestFinished } from 'vitest'
import { type AppParts, createApp } from '../api/app.ts'
import { createEventStream } from '../api/event-stream.ts'
import type { Sync } from '../api/sync.ts'
import { createSqliteStore } from '../store/sqlite-store.ts'
import { anAccess, writeHeaders } from './an-access.ts'
import { createFakeClock } from './fake-clock.ts'
import { aSync } from './fake-sync.ts'

export const atMs = Date.parse('2026-11-24T02:00:00.000Z')

/** Our HTTP over an empty mirror, for one test; `logged` takes the failures that were logged. */
export function anApp(overrides: Partial<Sync> = {}, parts: Partial<AppParts> = {}) {
  const store = createSqliteStore({ folder: null, now: () => atMs })
  onTestFinished(store.close)
  const sync = aSync(overrides)
  const logged: unknown[] = []
  const logError = (...what: unknown[]) => void logged.push(what)
  const clock = createFakeClock(atMs)
  const app = createApp({
    store,
    sync,
    events: createEventStream({ store, sync, clock, random: () => 0, logError }),
    access: anAccess(),
    now: clock.wallMs,
    pagesFolder: join(import.meta.dirname, '../../web'),
    logError,
    ...parts,
  })
  return {
    app,
    api: testClient(app, undefined, undefined, { headers: writeHeaders }).api,
    store,
    logged,
  }
}

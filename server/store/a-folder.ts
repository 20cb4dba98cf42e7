import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { aJob } from '../testing/a-job.ts'
import { aLook, start } from './a-look.ts'
import { createSqliteStore, type SqliteStoreOptions } from './sqlite-store.ts'

/** A folder that is not there yet, removed when the test ends. */
export function aFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'waybill-store-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  return join(folder, 'data')
}

/** A store at second 0, closed when the test ends, and what it reported. */
export function openIn(folder: string | null, options: Partial<SqliteStoreOptions> = {}) {
  const reports: string[] = []
  const report = (text: string) => reports.push(text)
  const store = createSqliteStore({ folder, now: () => start, report, ...options })
  onTestFinished(() => store.close())
  return { store, reports }
}

/** A store, closed, with a job that completed and as many running ones as told. */
export async function aFilledFolder(count = 1): Promise<string> {
  const folder = aFolder()
  const { store } = openIn(folder)
  const others = Array.from({ length: count }, (_, n) => aJob({ jobId: `other-${n}` }))
  await store.applyPage(aLook(0, [aJob({ status: 'running' }), ...others]))
  await store.applyPage(aLook(5, [aJob({ status: 'running' })]))
  await store.applyPage(aLook(10, [aJob({ status: 'completed' })]))
  await store.close()
  return folder
}

/** What to write over a file so that it is none of SQLite's any more. */
export const garbage = 'not a database, but long enough to be taken for one '.repeat(100)

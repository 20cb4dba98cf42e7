import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Logger } from 'pino'
import { basePathOf } from './access/base-path.ts'
import { loadShell } from './api/shell.ts'
import type { Config } from './config.ts'
import { AppError } from './errors.ts'
import { keepPages } from './kept-pages.ts'
import { toLogFields } from './log.ts'

/** What the API needs of the built page. Throws where there is none. */
export async function openPages(config: Config, nowMs: number, log: Logger) {
  const pagesFolder = join(import.meta.dirname, '../dist')
  if (!existsSync(join(pagesFolder, 'index.html'))) {
    throw new AppError('internal', `The page is not built (${pagesFolder}): run "npm run build".`)
  }
  const basePath = basePathOf(config.access.publicUrl)
  const { build } = await loadShell(pagesFolder, basePath)()
  const kept = keepOrTell(pagesFolder, config.dataDir, new Date(nowMs), log)
  return { pagesFolder, build, olderPages: () => kept }
}

/** A full disk keeps nobody from the page: it only cannot be kept for later. */
function keepOrTell(pagesFolder: string, dataDir: string, now: Date, log: Logger) {
  try {
    return keepPages(pagesFolder, dataDir, now)
  } catch (error) {
    log.error(toLogFields(error), 'the page cannot be kept for the time after an upgrade')
    return []
  }
}

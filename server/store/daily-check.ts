import { once } from 'node:events'
import { extname } from 'node:path'
import { Worker } from 'node:worker_threads'
import { AppError } from '../errors.ts'
import type { DataFiles } from './data-files.ts'

export type DailyCheckParts = {
  readonly files: Pick<DataFiles, 'history' | 'mirror'>
  readonly now: () => number
  /** Takes plain sentences. */
  readonly report: (text: string) => void
  /** A file is not what was written: only a new start, which heals it, helps. */
  readonly onBroken: (error: AppError) => void
}

const dayMs = 24 * 3_600_000

/**
 * Gives what reads both files through where that was a day ago: a page that was damaged meanwhile
 * may not be read for long. The start read them, too. Never throws.
 */
export function createDailyCheck({ files, now, report, onBroken }: DailyCheckParts) {
  let checkedAtMs = now()

  async function check(file: string) {
    try {
      if (await isSoundOnDisk(file)) return
    } catch (error) {
      return report(`${file} could not be checked: ${(error as Error).message}`)
    }
    onBroken(new AppError('disk-failed', `${file} is damaged.`))
  }

  return async () => {
    const sinceMs = now() - checkedAtMs
    // Negative: the clock was set back.
    if (sinceMs >= 0 && sinceMs < dayMs) return
    checkedAtMs = now()
    await check(files.history)
    await check(files.mirror)
  }
}

async function isSoundOnDisk(file: string): Promise<boolean> {
  // Beside this file, as a source or as it was built.
  const program = new URL(`./check-worker${extname(import.meta.url)}`, import.meta.url)
  // What this process was started with is for this process.
  const worker = new Worker(program, { workerData: file, execArgv: ['--no-warnings'] })
  try {
    const [isSound] = await once(worker, 'message')
    return isSound === true
  } finally {
    await worker.terminate()
  }
}

import { AppError } from '../errors.ts'
import { type DiskFailure, isBusy, readDiskFailure } from './disk-failure.ts'

export type PatienceParts = {
  /** Wall clock in epoch milliseconds. */
  readonly now: () => number
  /** For the message. */
  readonly folder: string
  /** The disk has failed for a minute. */
  readonly onBroken: (error: AppError) => void
}

const leastTimes = 3
const longestMs = 60_000

/** How long a disk may fail without a break before nothing but a new start can help. */
export function createPatience({ now, folder, onBroken }: PatienceParts) {
  let failing: { readonly sinceMs: number; readonly times: number } | null = null

  function fail() {
    const nowMs = now()
    // A wall clock that was set back says nothing of how long it was.
    const sinceMs = Math.min(failing?.sinceMs ?? nowMs, nowMs)
    failing = { sinceMs, times: (failing?.times ?? 0) + 1 }
    if (failing.times < leastTimes || nowMs - sinceMs < longestMs) return
    onBroken(new AppError('disk-failed', `The disk has failed for a minute: ${folder}.`))
  }

  return {
    /**
     * What went wrong with the disk, as `readDiskFailure` tells. A full disk works; a file that
     * another process holds is not the disk's failure.
     */
    judge(error: unknown): DiskFailure | null {
      const failure = readDiskFailure(error, folder)
      if (failure?.error.code === 'disk-full') failing = null
      else if (failure && !failure.isDamage && !isBusy(error)) fail()
      return failure
    },
    worked() {
      failing = null
    },
  }
}

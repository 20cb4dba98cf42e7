import { type CallPurpose, callPurposes } from '../jobs/job-source.ts'
import type { CallHistory } from '../jobs/source-facts.ts'

/** A call that ended. Moments are of the monotonic clock. */
export type EndedCall = {
  readonly operation: string
  readonly purpose: CallPurpose
  readonly isThrottled: boolean
  readonly sentAt: number
  readonly endedAt: number
}

type Column = { readonly byPurpose: Record<CallPurpose, number>; throttled: number; peak: number }

const columnMs = 5_000
const shownColumns = 60
const keptColumns = 720
const keptTimes = 500
/** No call takes as long: what was sent earlier shares no second with one that ends now. */
const longestCallMs = 15_000

/** An hour of calls, in little memory however many there are. */
export function createCallHistory() {
  const columns = new Map<number, Column>()
  const sends = new Map<string, number[]>()
  let times: { readonly endedAt: number; readonly tookMs: number }[] = []

  function columnAt(at: number): Column {
    const index = Math.floor(at / columnMs)
    const known = columns.get(index)
    if (known) return known
    const column = { byPurpose: noCalls(), throttled: 0, peak: 0 }
    columns.set(index, column)
    return column
  }

  function forgetBefore(at: number) {
    const oldest = Math.floor(at / columnMs) - keptColumns + 1
    for (const index of columns.keys()) if (index < oldest) columns.delete(index)
    times = times.filter(({ endedAt }) => endedAt > oldest * columnMs).slice(-keptTimes)
  }

  return {
    add({ operation, purpose, isThrottled, sentAt, endedAt }: EndedCall) {
      const column = columnAt(sentAt)
      column.byPurpose[purpose] += 1
      if (isThrottled) column.throttled += 1
      const recent = (sends.get(operation) ?? []).filter((at) => at > endedAt - longestCallMs)
      sends.set(operation, [...recent, sentAt])
      column.peak = Math.max(column.peak, fullestSecond([...recent, sentAt], sentAt))
      times.push({ endedAt, tookMs: endedAt - sentAt })
      forgetBefore(endedAt)
    },
    /** `nowMs`: the same moment on the wall clock, to state moments. */
    reading(at: number, nowMs: number): CallHistory {
      forgetBefore(at)
      const last = Math.floor(at / columnMs)
      const seconds = Array.from({ length: shownColumns }, (_, place) => {
        const index = last - shownColumns + 1 + place
        const { byPurpose, throttled } = columns.get(index) ?? {
          byPurpose: noCalls(),
          throttled: 0,
        }
        const atMs = nowMs - (at - index * columnMs)
        return { at: new Date(atMs).toISOString(), byPurpose: { ...byPurpose }, throttled }
      })
      const all = [...columns.values()]
      const took = times.map(({ tookMs }) => tookMs).sort((a, b) => a - b)
      return {
        seconds,
        peakPerSecond1h: Math.max(0, ...all.map(({ peak }) => peak)),
        throttled1h: all.reduce((sum, { throttled }) => sum + throttled, 0),
        medianMs: quantile(took, 0.5),
        slowest5PercentMs: quantile(took, 0.95),
      }
    },
  }
}

function noCalls(): Record<CallPurpose, number> {
  return Object.fromEntries(callPurposes.map((name) => [name, 0])) as Record<CallPurpose, number>
}

/** The most within any second that holds the moment; a second is open at its start. */
function fullestSecond(moments: readonly number[], moment: number): number {
  const near = moments.filter((at) => Math.abs(at - moment) < 1000)
  const windows = near.filter((end) => end >= moment)
  return Math.max(...windows.map((end) => near.filter((at) => at > end - 1000 && at <= end).length))
}

function quantile(sorted: readonly number[], share: number): number | null {
  const value = sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))]
  return value === undefined ? null : Math.round(value)
}

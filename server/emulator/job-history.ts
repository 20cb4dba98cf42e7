import { draw } from './random.ts'

const hourMs = 3_600_000
const dayMs = 24 * hourMs
const quietMs = 10 * 60_000
const chinaOffsetMs = 8 * hourMs
const jitterTopic = 90

/**
 * When each of `count` finished jobs was created, ascending and no two alike: months back from
 * `bornAt`, in the rhythm of working hours in China. The last ten minutes stay empty.
 */
export function historyTimes(seed: number, bornAt: number, count: number): Float64Array {
  const times = new Float64Array(count)
  if (count === 0) return times
  const end = bornAt - quietMs
  const hours = Math.ceil((spanDays(count) * dayMs) / hourMs)
  const start = end - hours * hourMs

  let total = 0
  for (let hour = 0; hour < hours; hour += 1) total += busyness(start + hour * hourMs)

  let reached = 0
  let next = 0
  for (let hour = 0; hour < hours; hour += 1) {
    const from = start + hour * hourMs
    reached += busyness(from)
    const until =
      hour === hours - 1 ? count : Math.min(count, Math.round((count * reached) / total))
    const step = hourMs / Math.max(1, until - next)
    for (let place = 0; next < until; place += 1) {
      times[next] = from + Math.floor(step * (place + 0.9 * draw(seed, next, jitterTopic)))
      next += 1
    }
  }
  return times
}

function spanDays(count: number): number {
  return Math.min(730, Math.max(120, Math.ceil(count / 200)))
}

function busyness(at: number): number {
  const local = new Date(at + chinaOffsetMs)
  const hour = local.getUTCHours()
  const weekend = local.getUTCDay() % 6 === 0
  if (hour < 7 || hour >= 22) return 0.04
  const atWork = hour >= 9 && hour < 19
  if (weekend) return atWork ? 0.15 : 0.05
  if (!atWork) return 0.25
  return hour === 12 ? 0.5 : 1
}

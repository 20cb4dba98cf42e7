export type Arrival = {
  at: number
  action: string
  accessKeyId: string
  /** The gateway's or the service's code, `''` for a success, a fault's kind when one struck. */
  code: string
}

type ArrivalReport = {
  calls: number
  throttled: number
  maxPerSlidingSecond: number
  maxPerCalendarSecond: number
  byAction: Record<string, ActionReport>
}

type ActionReport = Omit<ArrivalReport, 'byAction'> & { codes: Record<string, number> }

/** Every call that reached the gateway, throttled and refused ones too. The oldest are dropped. */
export type Arrivals = {
  record(arrival: Arrival): Arrival
  list(action?: string): readonly Arrival[]
  report(): ArrivalReport
  clear(): void
}

export function createArrivals(capacity = 100_000): Arrivals {
  let log: Arrival[] = []
  return {
    record(arrival) {
      if (log.length >= capacity) log = log.slice(capacity >> 1)
      log.push(arrival)
      return arrival
    },
    list: (action) => log.filter((arrival) => action === undefined || arrival.action === action),
    report() {
      const actions = [...new Set(log.map((arrival) => arrival.action))].sort()
      const byAction = actions.map((action) => [action, reportOn(this.list(action))] as const)
      const { codes: _, ...all } = reportOn(log)
      return { ...all, byAction: Object.fromEntries(byAction) }
    },
    clear() {
      log = []
    },
  }
}

function reportOn(log: readonly Arrival[]): ActionReport {
  const codes: Record<string, number> = {}
  for (const { code } of log) codes[code || 'ok'] = (codes[code || 'ok'] ?? 0) + 1
  const times = log.map(({ at }) => at)
  return {
    calls: log.length,
    throttled: codes['Throttling.User'] ?? 0,
    maxPerSlidingSecond: maxPerSlidingSecond(times),
    maxPerCalendarSecond: maxPerCalendarSecond(times),
    codes,
  }
}

/** The fullest window of one second, open at its start: calls 1000 ms apart do not share one. */
export function maxPerSlidingSecond(times: readonly number[]): number {
  const sorted = [...times].sort((a, b) => a - b)
  let first = 0
  let most = 0
  for (const [index, at] of sorted.entries()) {
    while ((sorted[first] ?? at) <= at - 1000) first += 1
    most = Math.max(most, index - first + 1)
  }
  return most
}

function maxPerCalendarSecond(times: readonly number[]): number {
  const counts = new Map<number, number>()
  let most = 0
  for (const at of times) {
    const second = Math.floor(at / 1000)
    const count = (counts.get(second) ?? 0) + 1
    counts.set(second, count)
    most = Math.max(most, count)
  }
  return most
}

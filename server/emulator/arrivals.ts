export type Arrival = {
  at: number
  action: string
  accessKeyId: string
  /** Of the key; `''` for the usual one, and for a call that no known key signed. */
  account: string
  /** The gateway's or the service's code, `''` for a success, a fault's kind when one struck. */
  code: string
}

type ArrivalReport = {
  calls: number
  throttled: number
  maxPerSlidingSecond: number
  maxPerCalendarSecond: number
  byAction: Record<string, ActionReport>
  /** Of each account and action, as the limit counts them; accounts as keys name them. */
  byAccount: Record<string, Record<string, ActionReport>>
}

type ActionReport = Omit<ArrivalReport, 'byAction' | 'byAccount'> & {
  codes: Record<string, number>
}

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
      const { codes: _, ...all } = reportOn(log)
      const accounts = [...new Set(log.map(({ account }) => account))].sort()
      const byAccount = accounts.map((account) => [
        account,
        reportByAction(log.filter((arrival) => arrival.account === account)),
      ])
      return { ...all, byAction: reportByAction(log), byAccount: Object.fromEntries(byAccount) }
    },
    clear() {
      log = []
    },
  }
}

function reportByAction(log: readonly Arrival[]): Record<string, ActionReport> {
  const actions = [...new Set(log.map(({ action }) => action))].sort()
  const ofAction = (action: string) => log.filter((arrival) => arrival.action === action)
  return Object.fromEntries(actions.map((action) => [action, reportOn(ofAction(action))]))
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

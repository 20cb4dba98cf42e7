/** When a fault strikes. Without limits: every call, until it is cleared. */
export type FaultLimits = {
  /** Only calls of this operation. */
  action?: string
  /** Strikes from this matching call on, counted from 1; alone it strikes that one call only. */
  nth?: number
  /** Strikes so many calls, then ends. */
  times?: number
  /** Ends so many seconds after it was switched on. */
  seconds?: number
}

export type Fault = FaultLimits &
  (
    | { kind: 'latency'; ms: number; jitterMs?: number }
    | { kind: 'throttle'; retryAfterMs?: number }
    | { kind: 'neighbour'; callsPerSecond: number }
    | { kind: 'error-500' | 'error-503' | 'system-exception' }
    | { kind: 'html'; status?: number }
    /** `at`: bytes that are sent, half when not given. `early`: with the length of the whole. */
    | { kind: 'cut-json'; at?: number; early?: boolean }
    | { kind: 'drip'; bytes?: number; everyMs?: number }
    /** `afterBytes`: bytes of the answer that are sent before; not even a status when not given. */
    | { kind: 'reset'; afterBytes?: number }
    | { kind: 'hang' }
    | { kind: 'security-token-expired' | 'next-token-expired' | 'repeat-token' }
    /** `by`: jobs that each page of a walk says there are fewer, 1 when not given. */
    | { kind: 'shrink'; by?: number }
    | { kind: 'wrong-total'; factor: number }
    /** Oldest first unless `shuffled`. */
    | { kind: 'reorder'; shuffled?: boolean }
    | { kind: 'lone-object' | 'access-denied' }
    /** `share`: of the jobs, a fifth when not given; always the same ones. */
    | { kind: 'unknown-status'; status?: number; share?: number }
    | { kind: 'needs-instance'; instanceId: string }
  )

export type FaultKind = Fault['kind']

export type FaultOf<Kind extends FaultKind> = Extract<Fault, { kind: Kind }> & { kind: Kind }

/** A fault that is on, with the calls that it has met and struck. */
type FaultState = Fault & { met: number; struck: number; since: number }

/** The faults that are on. They may be switched while calls are under way. */
export type Faults = {
  /** Replaces all that are on. */
  set(faults: readonly Fault[]): void
  add(fault: Fault): void
  /** Ends one kind, or all. */
  clear(kind?: FaultKind): void
  list(): FaultState[]
  /** Whether a fault of this kind strikes this call; counts the call against its limits. */
  fires<Kind extends FaultKind>(kind: Kind, action: string): FaultOf<Kind> | undefined
  /** The same without counting, for what concerns time rather than calls. */
  active<Kind extends FaultKind>(kind: Kind, action: string): FaultOf<Kind> | undefined
}

export function createFaults(now: () => number): Faults {
  let states: FaultState[] = []

  const start = (fault: Fault): FaultState => ({ ...fault, met: 0, struck: 0, since: now() })
  const living = () => {
    states = states.filter((state) => !isOver(state, now()))
    return states
  }
  const matching = (kind: FaultKind, action: string) =>
    living().filter((state) => state.kind === kind && (state.action ?? action) === action)

  return {
    set(faults) {
      states = faults.map(start)
    },
    add(fault) {
      states.push(start(fault))
    },
    clear(kind) {
      states = kind === undefined ? [] : states.filter((state) => state.kind !== kind)
    },
    list: () => living().map((state) => ({ ...state })),
    fires<Kind extends FaultKind>(kind: Kind, action: string) {
      const struck = matching(kind, action).filter(meet)
      return struck[0] as FaultOf<Kind> | undefined
    },
    active<Kind extends FaultKind>(kind: Kind, action: string) {
      return matching(kind, action)[0] as FaultOf<Kind> | undefined
    },
  }
}

/** Counts a call, and says whether it is one that the fault strikes. */
function meet(state: FaultState): boolean {
  state.met += 1
  const isHit = state.met >= (state.nth ?? 1) && state.struck < timesOf(state)
  if (isHit) state.struck += 1
  return isHit
}

function isOver(state: FaultState, now: number): boolean {
  const isSpent = state.struck >= timesOf(state)
  const isLate = state.seconds !== undefined && now >= state.since + state.seconds * 1000
  return isSpent || isLate
}

function timesOf({ nth, times }: FaultLimits): number {
  return times ?? (nth === undefined ? Number.POSITIVE_INFINITY : 1)
}

/** What a figure is held against, taken in the same run: what it is, and its value in the same unit. */
export type Floor = { readonly what: string; readonly value: number }

type Common = {
  /** Unlike any other of its part, but for the number of jobs. */
  readonly what: string
  /** Jobs in the mirror or the account; `null`: of no matter. */
  readonly jobs: number | null
  readonly value: number
  /** Taken on a clock that stands still while anything is computed. */
  readonly isVirtual?: boolean
}

/** A time depends on the machine: alone it says nothing, so it is never told without its floor. */
type Timed = Common & { readonly unit: 'ms' | 's'; readonly floor: Floor }

/** What is counted or weighed is the same on any machine; a speed is not, and has a floor. */
type Counted = Common & {
  readonly unit: 'bytes' | 'MB' | 'calls' | 'times' | 'points' | 'jobs' | '%'
  readonly floor?: Floor
}
type Paced = Common & { readonly unit: 'a second'; readonly floor: Floor }

export type Figure = Timed | Counted | Paced

export function ratioOf({ value, floor }: Figure): number | null {
  return floor === undefined || floor.value === 0 ? null : value / floor.value
}

/** What is told of many takes of one time; noise can only lengthen the quickest. */
const told = [
  ['quickest', 0],
  ['p50', 50],
  ['p95', 95],
  ['p99', 99],
] as const

/** Of a list that is not empty, the value that so many hundredths of it do not exceed. */
export function percentile(values: readonly number[], hundredths: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.max(0, Math.ceil((sorted.length * hundredths) / 100) - 1)] ?? Number.NaN
}

/** A figure each for the quickest and some percentiles, against the same one of the floor. */
export function spread(
  what: string,
  jobs: number | null,
  takes: readonly number[],
  floor: { readonly what: string; readonly takes: readonly number[] },
): Figure[] {
  return told.map(([name, hundredths]) => ({
    what: `${what}, ${name}`,
    jobs,
    value: percentile(takes, hundredths),
    unit: 'ms',
    floor: {
      what: `${floor.what}, ${name}`,
      value: percentile(floor.takes, hundredths),
    },
  }))
}

import type { Figure } from './figures.ts'
import { ratioOf } from './figures.ts'

/** What is promised of one figure, and what is held on any machine, however busy. */
export type Budget = {
  /** Of the figure. */
  readonly what: string
  readonly jobs: number | null
  readonly sense: 'most' | 'least'
  /** Of the value in its own unit, or of its ratio to the floor. */
  readonly of: 'value' | 'ratio'
  readonly unit: string
  readonly goal: number
}

export type Verdict = {
  readonly kind: 'met' | 'missed' | 'unknown'
  readonly value: number | null
}

const ratio = (
  what: string,
  jobs: number | null,
  sense: Budget['sense'],
  goal: number,
): Budget => ({ what, jobs, sense, of: 'ratio', unit: '× the floor', goal })

const most = (what: string, jobs: number | null, goal: number, unit: string): Budget => ({
  what,
  jobs,
  sense: 'most',
  of: 'value',
  unit,
  goal,
})

const least = (what: string, jobs: number | null, goal: number, unit: string): Budget => ({
  ...most(what, jobs, goal, unit),
  sense: 'least',
})

const sizes = [10_000, 100_000, 1_000_000] as const

/** What is promised, on the machine that the committed report names. */
export const budgets: readonly Budget[] = [
  ...sizes.flatMap((jobs) =>
    [20, 80, 400].flatMap((latencyMs) => [
      ratio(`first sync at ${latencyMs} ms`, jobs, 'least', 0.97),
      most(`first sync at ${latencyMs} ms, throttles`, jobs, 0, 'times'),
    ]),
  ),
  most('list, p99', 100_000, 25, 'ms'),
  most('facets, p99', 100_000, 80, 'ms'),
  most('text search, p99', 100_000, 120, 'ms'),
  most('list, p99', 1_000_000, 40, 'ms'),
  most('facets, p99', 1_000_000, 250, 'ms'),
  ...['list', 'deep page', 'one job', 'facets', 'facets, filtered by time', 'text search'].flatMap(
    (what) =>
      sizes.map((jobs) => most(`${what}: longest wait of /healthz beside it`, jobs, 50, 'ms')),
  ),
  ...sizes.map((jobs) => most('export: longest wait of /healthz beside it', jobs, 50, 'ms')),
  ratio('list, throughput', 100_000, 'least', 0.4),
  most('first row, warm, p50', 100_000, 500, 'ms'),
  most('first row, cold, p50', 100_000, 1000, 'ms'),
  ratio('bytes until the first row', null, 'most', 1),
  ratio('first row, cold, beside bull-board', null, 'most', 1),
  least('Lighthouse: performance', 10_000, 98, 'points'),
  least('Lighthouse: accessibility', 10_000, 100, 'points'),
  least('Lighthouse: best-practices', 10_000, 100, 'points'),
  most('ready after the start', 100_000, 2, 's'),
  most('resident with 10 viewers', 100_000, 120, 'MB'),
  most('resident with 10 viewers', 1_000_000, 400, 'MB'),
]

export function judge(budget: Budget, figures: readonly Figure[]): Verdict {
  const figure = figures.find(({ what, jobs }) => what === budget.what && jobs === budget.jobs)
  const value = figure && (budget.of === 'ratio' ? ratioOf(figure) : figure.value)
  if (value === undefined || value === null) return { kind: 'unknown', value: null }
  const isMet = budget.sense === 'most' ? value <= budget.goal : value >= budget.goal
  return { kind: isMet ? 'met' : 'missed', value }
}

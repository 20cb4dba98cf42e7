import type { Figure } from './figures.ts'

/** How much is measured: a first impression, or everything. */
export type Extent = {
  /** How many jobs there are, one size after the other. */
  readonly sizes: readonly number[]
  readonly isFull: boolean
}

export type PartRun = {
  readonly extent: Extent
  /** Keeps a figure for the report; what was noted before a failure is not lost. */
  readonly note: (...figures: readonly Figure[]) => void
  /** A line on the console while it takes its time. */
  readonly say: (line: string) => void
}

/** One of the things that are measured. Starts and ends all that it needs. */
export type Part = {
  readonly title: string
  /** What is compared with what, and what the figures do not tell. */
  readonly about: readonly string[]
  readonly run: (run: PartRun) => Promise<void>
}

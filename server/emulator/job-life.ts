import type { JobCourse } from './job-plan.ts'
import { draw } from './random.ts'

export type JobLifeOptions = {
  seed: number
  bornAt: number
  arriveEveryMs: number
  course(row: number): JobCourse
  /** Unfinished jobs that somebody else drives: they count towards the limit too. */
  heldUnfinished(): number
  /** Adds the next job and gives its row. */
  arrive(createdAt: number): number
  setStatus(row: number, status: number): void
}

/** One unfinished job with the moments at which it will start and end. */
type Living = { row: number; startAt: number; endAt: number; started: boolean; endStatus: 2 | 3 }

/** An account may have at most ten unfinished jobs. */
export const unfinishedLimit = 10

const gapTopic = 91
const residueTopic = 92

/** Lets jobs arrive, start and end. What happens, and when, never depends on who asks when. */
export class JobLife {
  readonly #options: JobLifeOptions
  #living: Living[] = []
  #attempts = 0
  #nextArrivalAt: number

  constructor(options: JobLifeOptions) {
    this.#options = options
    this.#nextArrivalAt = options.bornAt
    this.#planArrival()
  }

  /** Takes over a job that was under way when the world was born. */
  adoptUnderWay(row: number, createdAt: number): void {
    const { seed, bornAt, course } = this.#options
    const { initializingMs, runningMs, endStatus } = course(row)
    const startAt = createdAt + initializingMs
    const rest = Math.round(runningMs * draw(seed, row, residueTopic))
    const endAt = Math.max(startAt, bornAt) + Math.max(2000, rest)
    this.#living.push({ row, startAt, endAt, started: startAt <= bornAt, endStatus })
  }

  /** Plays everything up to `now`, in order. */
  playUntil(now: number): void {
    for (;;) {
      const job = this.#nextToMove()
      const jobAt = job ? nextMove(job) : Number.POSITIVE_INFINITY
      if (Math.min(jobAt, this.#nextArrivalAt) > now) return
      if (job && jobAt <= this.#nextArrivalAt) this.#move(job)
      else this.#tryArrival()
    }
  }

  /** From now on somebody else decides about this job. */
  release(row: number): void {
    this.#living = this.#living.filter((job) => job.row !== row)
  }

  #nextToMove(): Living | undefined {
    let first: Living | undefined
    for (const job of this.#living) if (!first || nextMove(job) < nextMove(first)) first = job
    return first
  }

  #move(job: Living): void {
    if (job.started) this.release(job.row)
    this.#options.setStatus(job.row, job.started ? job.endStatus : 1)
    job.started = true
  }

  #tryArrival(): void {
    const { arrive, course, heldUnfinished } = this.#options
    const at = this.#nextArrivalAt
    // With ten unfinished jobs the API refuses another, so whoever wanted it comes again later.
    if (this.#living.length + heldUnfinished() < unfinishedLimit) {
      const row = arrive(at)
      const { initializingMs, runningMs, endStatus } = course(row)
      const startAt = at + initializingMs
      this.#living.push({ row, startAt, endAt: startAt + runningMs, started: false, endStatus })
    }
    this.#planArrival()
  }

  #planArrival(): void {
    const { seed, arriveEveryMs } = this.#options
    const spread = 0.67 + 0.66 * draw(seed, this.#attempts, gapTopic)
    this.#nextArrivalAt += Math.max(1, Math.round(arriveEveryMs * spread))
    this.#attempts += 1
  }
}

function nextMove(job: Living): number {
  return job.started ? job.endAt : job.startAt
}

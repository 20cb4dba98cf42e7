import { historyTimes } from './job-history.ts'
import { JobLife } from './job-life.ts'
import { createJobPlan, type JobPlan } from './job-plan.ts'
import { JobRows, type WorldJob } from './job-rows.ts'
import { type JobKey, JobTable, type TableFilter } from './job-table.ts'
import { draw } from './random.ts'

export type WorldFilter = TableFilter & { jobId?: string }

/** `before`: jobs of the list that come before this page. */
export type WorldPage = { jobs: WorldJob[]; total: number; before: number; hasMore: boolean }

export type WorldOptions = {
  seed: number
  /** How many jobs there are at `bornAt`. */
  jobs: number
  bornAt: number
  now: () => number
  arriveEveryMs: number
  /** Without a life of its own: only `create`, `advance` and `delete` change anything. */
  frozen: boolean
}

const underWayAtBirth = 5
// Jobs made by hand take their invented facts from ordinals that life will never reach.
const handmadeOrdinals = 2 ** 30
const ageTopic = 93

/**
 * The jobs of one account. All reads are as of `now()`. It is a function of its options: the same
 * seed, birth and number of jobs give the same life again after a restart.
 */
export class World {
  readonly #options: WorldOptions
  readonly #plan: JobPlan
  readonly #rows: JobRows
  readonly #table: JobTable
  readonly #life: JobLife
  /** Unfinished jobs that are driven by hand. */
  readonly #held = new Set<number>()

  constructor(options: WorldOptions) {
    this.#options = options
    this.#plan = createJobPlan(options.seed)
    this.#rows = new JobRows(this.#plan, options.jobs)
    this.#table = new JobTable(this.#rows)
    this.#life = new JobLife({
      ...options,
      course: this.#plan.course,
      heldUnfinished: () => this.#held.size,
      arrive: (createdAt) => this.#addPlanned(createdAt, 0),
      setStatus: (row, status) => this.#setStatus(row, status),
    })
    this.#beBorn()
  }

  pageAt(filter: WorldFilter, offset: number, size: number): WorldPage {
    this.#live()
    if (filter.jobId !== undefined) return this.#onePage(filter, offset)
    const { rows, ...rest } = this.#table.pageAt(filter, offset, size)
    return { jobs: rows.map((row) => this.#rows.job(row)), ...rest }
  }

  pageAfter(filter: WorldFilter, key: JobKey, size: number): WorldPage {
    this.#live()
    if (filter.jobId !== undefined) return this.#onePage(filter, 1)
    const { rows, ...rest } = this.#table.pageAfter(filter, key, size)
    return { jobs: rows.map((row) => this.#rows.job(row)), ...rest }
  }

  count(filter: WorldFilter = {}): number {
    this.#live()
    return filter.jobId === undefined ? this.#table.count(filter) : this.#onePage(filter, 0).total
  }

  find(jobId: string): WorldJob | undefined {
    this.#live()
    const row = this.#rows.rowOf(jobId)
    return row === undefined ? undefined : this.#rows.job(row)
  }

  /** Every job, newest first. */
  all(): WorldJob[] {
    return this.pageAt({}, 0, Number.MAX_SAFE_INTEGER).jobs
  }

  /** Adds a job, now and initializing unless told otherwise; what is not given is made up. */
  create(given: Partial<WorldJob> = {}): WorldJob {
    this.#live()
    const facts = this.#plan.facts(handmadeOrdinals + this.#rows.handmadeCount())
    const createdAt = Math.floor(this.#options.now())
    const job: WorldJob = { ...facts, createdAt, status: 0, ...given }
    if (this.#rows.rowOf(job.jobId) !== undefined) throw new Error(`Job ${job.jobId} exists`)
    const row = this.#rows.addHandmade(job)
    this.#table.add(row)
    this.#hold(row, job.status)
    return { ...job }
  }

  /** Sets a status, any number; the world's own life leaves this job alone from then on. */
  advance(jobId: string, status: number): void {
    const row = this.#existingRow(jobId)
    this.#setStatus(row, status)
    this.#hold(row, status)
  }

  delete(jobId: string): void {
    const row = this.#existingRow(jobId)
    this.#life.release(row)
    this.#held.delete(row)
    this.#table.remove(row)
    this.#rows.delete(row)
  }

  #beBorn(): void {
    const { seed, jobs, bornAt } = this.#options
    const finished = Math.max(0, jobs - underWayAtBirth)
    const times = historyTimes(seed, bornAt, finished)
    for (const [row, createdAt] of times.entries()) {
      this.#addPlanned(createdAt, this.#plan.endStatus(row))
    }
    for (let row = finished; row < jobs; row += 1) {
      const age = (jobs - row - 1) * 14_000 + 2000 + 8000 * draw(seed, row, ageTopic)
      const createdAt = Math.floor(bornAt - age)
      const isRunning = createdAt + this.#plan.course(row).initializingMs <= bornAt
      this.#addPlanned(createdAt, isRunning ? 1 : 0)
      this.#life.adoptUnderWay(row, createdAt)
    }
  }

  #live(): void {
    if (!this.#options.frozen) this.#life.playUntil(this.#options.now())
  }

  #addPlanned(createdAt: number, status: number): number {
    const row = this.#rows.addPlanned(createdAt, status)
    this.#table.add(row)
    return row
  }

  #setStatus(row: number, status: number): void {
    this.#table.update(row, () => this.#rows.setStatus(row, status))
  }

  #hold(row: number, status: number): void {
    this.#life.release(row)
    if (status === 0 || status === 1) this.#held.add(row)
    else this.#held.delete(row)
  }

  #existingRow(jobId: string): number {
    this.#live()
    const row = this.#rows.rowOf(jobId)
    if (row === undefined) throw new Error(`There is no job ${jobId}`)
    return row
  }

  #onePage(filter: WorldFilter, offset: number): WorldPage {
    const row = this.#rows.rowOf(filter.jobId ?? '')
    const isIn = row !== undefined && this.#rows.matches(row, filter)
    return {
      jobs: isIn && offset === 0 ? [this.#rows.job(row)] : [],
      total: isIn ? 1 : 0,
      before: offset,
      hasMore: false,
    }
  }
}

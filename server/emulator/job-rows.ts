import type { JobFacts, JobPlan } from './job-plan.ts'
import type { TableFilter, TableReader } from './job-table.ts'

/** `status`: 0 initializing, 1 running, 2 completed, 3 interrupted. `createdAt`: epoch ms. */
export type WorldJob = JobFacts & { createdAt: number; status: number }

/**
 * The jobs themselves, by row. A job of the plan is kept as nine bytes, its time and its status, and its
 * row is its ordinal; a job that was made by hand is kept whole, in the rows -1, -2 and so on.
 */
export class JobRows implements TableReader {
  readonly #plan: JobPlan
  #times: Float64Array
  #statuses: Uint8Array
  #planned = 0
  readonly #handmade: WorldJob[] = []
  readonly #handmadeRows = new Map<string, number>()
  readonly #deleted = new Set<number>()

  constructor(plan: JobPlan, expected: number) {
    this.#plan = plan
    this.#times = new Float64Array(expected + 1024)
    this.#statuses = new Uint8Array(expected + 1024)
  }

  addPlanned(createdAt: number, status: number): number {
    if (this.#planned === this.#times.length) this.#grow()
    const row = this.#planned
    this.#times[row] = createdAt
    this.#statuses[row] = status
    this.#planned += 1
    return row
  }

  addHandmade(job: WorldJob): number {
    this.#handmade.push(job)
    const row = -this.#handmade.length
    this.#handmadeRows.set(job.jobId, row)
    return row
  }

  delete(row: number): void {
    this.#deleted.add(row)
  }

  /** Undefined for an id that no job has, or has no longer. */
  rowOf(jobId: string): number | undefined {
    const row = this.#handmadeRows.get(jobId) ?? this.#plan.ordinalOf(jobId)
    return row === undefined || row >= this.#planned || this.#deleted.has(row) ? undefined : row
  }

  handmadeCount(): number {
    return this.#handmade.length
  }

  createdAt(row: number): number {
    return row < 0 ? this.#made(row).createdAt : (this.#times[row] as number)
  }

  jobId(row: number): string {
    return row < 0 ? this.#made(row).jobId : this.#plan.jobId(row)
  }

  setStatus(row: number, status: number): void {
    if (row < 0) this.#made(row).status = status
    else this.#statuses[row] = status
  }

  job(row: number): WorldJob {
    if (row < 0) return { ...this.#made(row) }
    return {
      ...this.#plan.facts(row),
      createdAt: this.#times[row] as number,
      status: this.#statuses[row] as number,
    }
  }

  /** Computes no more of a planned job than the filter asks about. */
  matches(row: number, { status, productKey, targetUid }: TableFilter): boolean {
    const made = row < 0 ? this.#made(row) : undefined
    return (
      (status === undefined || (made?.status ?? this.#statuses[row]) === status) &&
      (productKey === undefined ||
        (made?.productKey ?? this.#plan.productKey(row)) === productKey) &&
      (targetUid === undefined || (made?.targetUid ?? this.#plan.targetUid(row)) === targetUid)
    )
  }

  #made(row: number): WorldJob {
    return this.#handmade[-1 - row] as WorldJob
  }

  #grow(): void {
    const times = new Float64Array(this.#planned * 2)
    const statuses = new Uint8Array(this.#planned * 2)
    times.set(this.#times)
    statuses.set(this.#statuses)
    this.#times = times
    this.#statuses = statuses
  }
}

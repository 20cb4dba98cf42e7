import type { Job, JobStatus } from '../jobs/job.ts'

/** From `atMs` on (epoch milliseconds) the job had this status; `null`: there was no such job. */
type Turn = { readonly atMs: number; readonly status: JobStatus | null }

/** All jobs that there are, and how they came to be so: what a mirror's claims are held against. */
export type TrueWorld = ReturnType<typeof createTrueWorld>

export function createTrueWorld(now: () => number) {
  const jobs = new Map<string, Job>()
  const turns = new Map<string, Turn[]>()

  function turn(jobId: string, status: JobStatus | null) {
    turns.set(jobId, [...(turns.get(jobId) ?? []), { atMs: now(), status }])
  }

  return {
    jobs: () => [...jobs.values()],
    find: (jobId: string) => jobs.get(jobId),
    /** Every id that there ever was. */
    everIds: () => [...turns.keys()],
    put(job: Job) {
      if (jobs.get(job.jobId)?.status !== job.status) turn(job.jobId, job.status)
      jobs.set(job.jobId, job)
    },
    remove(jobId: string) {
      if (jobs.delete(jobId)) turn(jobId, null)
    },
    /** What the job was at any moment of the two and between them, `null` where it was not. */
    heldBetween(jobId: string, fromMs: number, toMs: number): ReadonlySet<JobStatus | null> {
      const all = [{ atMs: Number.NEGATIVE_INFINITY, status: null }, ...(turns.get(jobId) ?? [])]
      const held = all.filter(({ atMs }, index) => {
        const endMs = all[index + 1]?.atMs ?? Number.POSITIVE_INFINITY
        return atMs <= toMs && endMs >= fromMs
      })
      return new Set(held.map(({ status }) => status))
    },
  }
}

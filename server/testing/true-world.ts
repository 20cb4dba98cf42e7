import type { Job } from '../jobs/job.ts'

/** The job was this from one moment to the other (epoch milliseconds); `null`: there was none. */
export type Turn = { readonly fromMs: number; readonly toMs: number; readonly job: Job | null }

/** All jobs that there are, and how they came to be so: what a mirror's claims are held against. */
export type TrueWorld = ReturnType<typeof createTrueWorld>

export function createTrueWorld(now: () => number) {
  const jobs = new Map<string, Job>()
  const turns = new Map<string, Turn[]>()

  function turn(jobId: string, job: Job | null) {
    const past = turns.get(jobId) ?? [
      { fromMs: Number.NEGATIVE_INFINITY, toMs: Number.POSITIVE_INFINITY, job: null },
    ]
    const last = past.at(-1)
    const ended = last ? [...past.slice(0, -1), { ...last, toMs: now() }] : []
    turns.set(jobId, [...ended, { fromMs: now(), toMs: Number.POSITIVE_INFINITY, job }])
  }

  return {
    jobs: () => [...jobs.values()],
    find: (jobId: string) => jobs.get(jobId),
    /** Every id that there ever was. */
    everIds: () => [...turns.keys()],
    put(job: Job) {
      turn(job.jobId, job)
      jobs.set(job.jobId, job)
    },
    remove(jobId: string) {
      if (jobs.delete(jobId)) turn(jobId, null)
    },
    /** From before the beginning to after the end, without holes. */
    turnsOf: (jobId: string): readonly Turn[] => turns.get(jobId) ?? [],
    /** Was there a moment of these two or between them at which the job was not there? */
    wasGone: (jobId: string, fromMs: number, toMs: number) =>
      (turns.get(jobId) ?? []).some(
        (turn) => turn.job === null && turn.fromMs <= toMs && turn.toMs >= fromMs,
      ),
  }
}

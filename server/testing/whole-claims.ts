import type { FinishedSweep, JobStore } from '../jobs/job-store.ts'
import type { TrueWorld } from './true-world.ts'

export type WholenessParts = { readonly store: JobStore; readonly world: TrueWorld }

/** Holds each settled walk to what it says: what was there all the while is on a page since its start. */
export function watchWholeness({ store, world }: WholenessParts) {
  const untruths: string[] = []
  let finishedAt = ''
  let walks = 0

  function wasThere(jobId: string, sinceMs: number): boolean {
    const turns = world.turnsOf(jobId).filter(({ toMs }) => toMs >= sinceMs)
    return turns.every(({ job }) => job !== null)
  }

  async function check({ startedAt }: FinishedSweep) {
    for (const { jobId } of world.jobs()) {
      if (!wasThere(jobId, Date.parse(startedAt))) continue
      const confirmedAt = (await store.findJob(jobId))?.job.confirmedAt ?? ''
      if (confirmedAt < startedAt) untruths.push(`${jobId} is on no page of a settled walk`)
    }
  }

  return {
    untruths: (): readonly string[] => untruths,
    walks: () => walks,
    overStore: (inner: JobStore): JobStore => ({
      ...inner,
      async applyPage(observation, record) {
        const applied = await inner.applyPage(observation, record)
        const last = record?.last
        if (last && last.finishedAt !== finishedAt) {
          finishedAt = last.finishedAt
          walks += 1
          if (last.isSettled) await check(last)
        }
        return applied
      },
    }),
  }
}

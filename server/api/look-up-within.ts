import type { JobView } from '../jobs/job-store.ts'
import type { SightParts } from './sight.ts'
import type { Sync } from './sync.ts'

type Within = {
  readonly jobs: JobView
  /** Which may be asked. */
  readonly connections: () => readonly string[]
}

/** As long as the sync remembers an id that nobody has. */
const missLastsMs = 60_000
const mostMisses = 1_000

/**
 * Asks upstream for one who sees a part of the jobs. A job beyond it is answered as one that there
 * is not, and as soon: also what was found and is not to be seen is not asked for again for a minute.
 */
export function createLookUpWithin(
  { sync, misses }: Pick<SightParts, 'sync'> & { readonly misses: Misses },
  { jobs, connections }: Within,
): Pick<Sync, 'lookUp' | 'check' | 'findResult'> {
  const named = (connection: string | undefined) =>
    connections().filter((name) => connection === undefined || name === connection)

  async function lookUp(jobId: string, connection?: string): Promise<boolean> {
    for (const name of named(connection)) {
      const question = JSON.stringify([name, jobId])
      if (misses.has(question)) continue
      if (!(await sync.lookUp(jobId, name))) continue
      if (await jobs.findJob(jobId, name)) return true
      misses.add(question)
    }
    return false
  }

  return {
    lookUp,
    async check(jobId, connection) {
      const known = await jobs.connectionsOf(jobId)
      const those = named(connection).filter((name) => known.includes(name))
      if (those.length === 0) return lookUp(jobId, connection)
      const answers = await Promise.all(those.map((name) => sync.check(jobId, name)))
      return answers.includes(true)
    },
    async findResult(job) {
      return (await jobs.findJob(job.jobId, job.connection)) ? sync.findResult(job) : null
    },
  }
}

export type Misses = ReturnType<typeof createMisses>

/**
 * Ids that somebody was told there are none of. One for all scopes, as the sync has it of ids that
 * nobody has: else how soon one is answered after another would tell these from those.
 */
export function createMisses(now: () => number) {
  const untilMs = new Map<string, number>()
  return {
    has: (question: string) => (untilMs.get(question) ?? 0) > now(),
    add(question: string) {
      const oldest = untilMs.keys().next()
      if (!oldest.done && untilMs.size >= mostMisses) untilMs.delete(oldest.value)
      untilMs.delete(question)
      untilMs.set(question, now() + missLastsMs)
    },
  }
}

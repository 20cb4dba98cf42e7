import type { ResultLink } from '../jobs/job-source.ts'
import { createConnectionSync, type SyncParts } from './connection-sync.ts'

/** The sync of every connection. Begins with `run`; `stop` ends all that is under way. */
export async function createSync(connections: readonly SyncParts[]) {
  const syncs = await Promise.all(connections.map(createConnectionSync))

  async function knowing(jobId: string, those: typeof syncs) {
    const known = await Promise.all(those.map((sync) => sync.knows(jobId)))
    return those.filter((_, index) => known[index])
  }

  const named = (connection: string | undefined) =>
    connection === undefined ? syncs : syncs.filter(({ name }) => name === connection)

  return {
    run: () => Promise.all(syncs.map((sync) => sync.run())),
    stop: () => {
      for (const sync of syncs) sync.stop()
    },
    statuses: () => syncs.map((sync) => sync.status()),
    facts: () => syncs.map((sync) => sync.facts()),
    asOf(connections?: readonly string[]): string | null {
      const those = syncs.filter(({ name }) => connections?.includes(name) ?? true)
      const moments = those.map((sync) => sync.asOf()).sort()
      return moments.includes(null) ? null : (moments[0] ?? null)
    },
    async lookUp(jobId: string, connection?: string): Promise<boolean> {
      for (const sync of named(connection)) if (await sync.lookUp(jobId)) return true
      return false
    },
    /** Asks those whose mirror knows the job; where none does, one after the other. */
    async check(jobId: string, connection?: string): Promise<boolean> {
      const asked = named(connection)
      const those = await knowing(jobId, asked)
      const answers = await Promise.all(those.map((sync) => sync.check(jobId)))
      if (those.length > 0) return answers.includes(true)
      for (const sync of asked) if (await sync.check(jobId)) return true
      return false
    },
    async findResult({ connection, jobId }: JobName): Promise<ResultLink | null> {
      const sync = syncs.find(({ name }) => name === connection)
      return sync ? sync.findResult(jobId) : null
    },
  }
}

type JobName = { readonly connection: string; readonly jobId: string }

import { createConnectionSync, type SyncParts } from './connection-sync.ts'

/** The sync of every connection. Begins with `run`; `stop` ends all that is under way. */
export async function createSync(connections: readonly SyncParts[]) {
  const syncs = await Promise.all(connections.map(createConnectionSync))
  return {
    run: () => Promise.all(syncs.map((sync) => sync.run())),
    stop: () => {
      for (const sync of syncs) sync.stop()
    },
    statuses: () => syncs.map((sync) => sync.status()),
    asOf(): string | null {
      const moments = syncs.map((sync) => sync.asOf()).sort()
      return moments.includes(null) ? null : (moments[0] ?? null)
    },
    async lookUp(jobId: string): Promise<boolean> {
      for (const sync of syncs) if (await sync.lookUp(jobId)) return true
      return false
    },
  }
}

import { onTestFinished } from 'vitest'
import type { JobStore } from '../jobs/job-store.ts'
import { start } from './a-look.ts'

/** A new, empty store. Without `connections` it shows the jobs of all. */
export type MakeStore = (options: {
  readonly now: () => number
  readonly connections?: readonly string[]
}) => Promise<JobStore>

/** A store at second 0, closed when the test ends. */
export async function openStore(makeStore: MakeStore, connections?: readonly string[]) {
  const store = await makeStore({ now: () => start, ...(connections && { connections }) })
  onTestFinished(() => store.close())
  return store
}

import type { Clock } from '../../server/clock.ts'
import type { Job } from '../../server/jobs/job.ts'
import { defaultSort } from '../../server/jobs/job-filter.ts'
import type { JobStore, Observation } from '../../server/jobs/job-store.ts'
import { connectionName } from './full-mirror.ts'

/** A call every fifth of a second, which is all that the upstream allows. */
const everyMs = 200
/** Every third page of a walk holds one job that changed: a hundred changes a minute. */
const pagesOfChange = 3
const pagesKept = 25

type KeptPage = { jobs: Job[]; texts: Map<string, string> }

/** Writes what a walk over the list writes, page by page, over and over the newest jobs. */
export async function prepareSweep(store: JobStore, clock: Clock) {
  const pages = await readPages(store)
  const turns = { pages: 0, changes: 0 }
  let running: Promise<void> | null = null
  let stopping = new AbortController()

  function write(changes: boolean) {
    const page = pages[turns.pages++ % pages.length]
    if (!page) return Promise.resolve()
    if (changes) change(page, turns.changes++)
    const nowMs = clock.wallMs()
    const observed: Observation = {
      ...page,
      connection: connectionName,
      sentAtMs: nowMs,
      receivedAtMs: nowMs,
      requestId: null,
    }
    return store.applyPage(observed).then(() => {})
  }

  async function sweep(signal: AbortSignal) {
    for (let nextMs = clock.monotonicMs(); !signal.aborted; nextMs += everyMs) {
      await write(turns.pages % pagesOfChange === 0)
      await clock.wait(nextMs + everyMs - clock.monotonicMs(), signal)
    }
  }

  return {
    writeChange: () => write(true),
    begin() {
      stopping = new AbortController()
      running ??= sweep(stopping.signal)
    },
    async end() {
      stopping.abort()
      await running
      running = null
    },
  }
}

async function readPages(store: JobStore): Promise<KeptPage[]> {
  const pages: KeptPage[] = []
  const query = { filter: {}, sort: defaultSort, pageSize: 200 }
  for (let nextToken: string | null | undefined; nextToken !== null && pages.length < pagesKept; ) {
    const page = await store.listJobs({ ...query, nextToken: nextToken ?? undefined })
    const texts = new Map<string, string>()
    for (const job of page.jobs) {
      const received = await store.findReceived(job)
      if (received) texts.set(job.jobId, received.text)
    }
    pages.push({ jobs: [...page.jobs], texts })
    nextToken = page.nextToken
  }
  return pages
}

/** Another job of the page each time, from running to completed or back. */
function change(page: KeptPage, turn: number) {
  const at = turn % page.jobs.length
  const job = page.jobs[at]
  if (job) page.jobs[at] = { ...job, status: job.status === 'running' ? 'completed' : 'running' }
}

import type { MirroredJob } from '../jobs/job.ts'
import type { JobChange } from '../jobs/job-store.ts'
import { type EventReader, type ReadEvent, readEvents } from './event-reader.ts'

type Page = { readonly jobs: readonly MirroredJob[]; readonly nextToken: string | null }
type Row = Omit<MirroredJob, 'confirmedAt'>

/** How often each of what a follower lives through happened. */
export type Fortunes = { cuts: number; resumes: number; resets: number; replayed: number }

/** All jobs as the HTTP API tells them; what is named stale is read anew, one reading at a time. */
function createCopy(origin: string, onRead: () => void) {
  let rows = new Map<string, Row>()
  const stale = new Set<string>()
  let isAllStale = true
  let isReading = false

  async function read() {
    if (isReading) return
    isReading = true
    try {
      while (isAllStale || stale.size > 0) await (isAllStale ? readAll() : readSome())
    } finally {
      isReading = false
    }
    onRead()
  }

  async function readAll() {
    isAllStale = false
    stale.clear()
    const all = new Map<string, Row>()
    for (let token: string | null = ''; token !== null; ) {
      const page: Page | null = await readPage(origin, token === '' ? {} : { nextToken: token })
      // The token was another mirror's, or the jobs: once more.
      if (!page) isAllStale = true
      for (const job of page?.jobs ?? []) all.set(job.jobId, toRow(job))
      token = page?.nextToken ?? null
    }
    rows = all
  }

  async function readSome() {
    const jobId = [...stale].slice(0, 50)
    for (const id of jobId) stale.delete(id)
    const page = await readPage(origin, { jobId })
    for (const id of jobId) rows.delete(id)
    for (const job of page?.jobs ?? []) rows.set(job.jobId, toRow(job))
  }

  return {
    rows: () => rows,
    isWhole: () => !isReading && !isAllStale && stale.size === 0,
    read,
    doubt(jobIds: readonly string[] | 'all') {
      if (jobIds === 'all') isAllStale = true
      else for (const jobId of jobIds) stale.add(jobId)
    },
  }
}

async function readPage(origin: string, query: Record<string, string | readonly string[]>) {
  const params = new URLSearchParams({ missing: 'shown', pageSize: '200' })
  for (const [name, values] of Object.entries(query)) {
    for (const value of [values].flat()) params.append(name, value)
  }
  const reply = await fetch(`${origin}/api/jobs?${params}`)
  return reply.ok ? ((await reply.json()) as Page) : await reply.text().then(() => null)
}

/**
 * A page for tests, as plain as can be: it holds all jobs, reads those anew that an event names,
 * and everything after a reset. When its stream ends it comes back, with the last id it had.
 * Each stream is cut after its number of bytes, until there are no more `cutAfters`.
 */
export function createFollower(origin: string, cutAfters: number[], fortunes: Fortunes) {
  let isAway = false
  let isDone = false
  let lastId: string | null = null
  let stream: EventReader | null = null
  let arrive = () => {}
  const copy = createCopy(origin, () => arrive())

  function listen() {
    if (isAway || isDone || stream?.isOver() === false) return
    const cameWith = lastId
    const cutAfter = cutAfters.shift() ?? Number.POSITIVE_INFINITY
    let isStarting = cameWith !== null
    const onEvent = (event: ReadEvent) => {
      if (event.name === 'sync') isStarting = false
      if (event.name === 'jobs' && isStarting) fortunes.replayed += 1
      hear(event, cameWith)
    }
    const current = readEvents(`${origin}/api/events`, { lastEventId: cameWith, cutAfter, onEvent })
    stream = current
    void current.until(current.isOver).then(() => {
      if (current.isCut()) fortunes.cuts += 1
      setImmediate(listen)
    })
  }

  function hear({ id, name, data }: ReadEvent, cameWith: string | null) {
    lastId = id ?? lastId
    if (name === 'ready' && cameWith !== null) fortunes.resumes += 1
    if (name === 'reset') fortunes.resets += 1
    if (name === 'reset' || (name === 'ready' && cameWith === null)) copy.doubt('all')
    if (name === 'jobs') {
      copy.doubt((data as { changes: readonly JobChange[] }).changes.map(({ jobId }) => jobId))
    }
    void copy.read()
  }

  listen()
  return {
    rows: copy.rows,
    cut: () => stream?.cut(),
    leave() {
      isAway = true
      stream?.cut()
    },
    comeBack() {
      isAway = false
      listen()
    },
    /** Resolves once it has heard everything up to this id and read what it heard of. */
    arriveAt: (id: string) =>
      new Promise<void>((resolve) => {
        arrive = () => {
          if (lastId === id && copy.isWhole()) resolve()
        }
        arrive()
      }),
    async end() {
      isDone = true
      stream?.cut()
      await stream?.until(stream.isOver)
    },
  }
}

/** A reply that only confirms a job is no event, so that moment may be older. */
export function toRow({ confirmedAt: _, ...row }: MirroredJob): Row {
  return row
}

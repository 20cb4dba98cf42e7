import { expect, test } from 'vitest'
import type { JobStore, MirrorEvent } from '../jobs/job-store.ts'
import { aJob } from '../testing/a-job.ts'
import { aLook, aWalk, start } from './a-look.ts'
import type { MakeStore } from './make-store.ts'
import { openStore } from './make-store.ts'

/** What is told of each commit, to those who listen and to those who come back. */
export function jobEventContract(makeStore: MakeStore): void {
  tellingContract(makeStore)
  listeningContract(makeStore)
  resumingContract(makeStore)
}

function listen(store: JobStore): MirrorEvent[] {
  const heard: MirrorEvent[] = []
  store.onEvent((event) => heard.push(event))
  return heard
}

/** A page with this many new jobs, of ids that no other second has. */
const newJobs = (second: number, count: number) =>
  aLook(
    second,
    Array.from({ length: count }, (_, n) => aJob({ jobId: `job-${second}-${n}` })),
  )

function tellingContract(makeStore: MakeStore): void {
  test('what a page adds and changes is one event, what it only confirms is none', async () => {
    const store = await openStore(makeStore)
    const heard = listen(store)
    await store.applyPage(aLook(0, [aJob({ jobId: 'a' }), aJob({ jobId: 'b' })]))
    await store.applyPage(aLook(1, [aJob({ jobId: 'a' })]))
    await store.applyPage(
      aLook(2, [aJob({ jobId: 'a' }), aJob({ jobId: 'b', deviceCount: 1 }), aJob({ jobId: 'c' })]),
    )
    await store.applyPage(aLook(3, []), { current: null, last: null, asOf: null })
    await store.recordGap('main', { after: aWalk(1, 2).startedAt, before: aWalk(1, 2).finishedAt })
    const main = (jobId: string, kind: string) => ({ connection: 'main', jobId, kind })
    expect(heard.map(({ changes }) => changes)).toEqual([
      [main('a', 'added'), main('b', 'added')],
      [main('b', 'changed'), main('c', 'added')],
    ])
  })

  test('a job that goes missing and one that comes back are told of', async () => {
    const store = await openStore(makeStore)
    await store.applyPage(aLook(0, [aJob()], 'other'))
    const heard = listen(store)
    await store.noteAbsences('other', aWalk(1, 2))
    await store.noteAbsences('other', aWalk(3, 4))
    expect(heard).toEqual([])
    await store.confirmAbsence('other', aJob().jobId, start + 5_000)
    await store.applyPage(aLook(6, [aJob()], 'other'))
    const { jobId } = aJob()
    expect(heard.map(({ changes }) => changes)).toEqual([
      [{ connection: 'other', jobId, kind: 'missing' }],
      [{ connection: 'other', jobId, kind: 'changed' }],
    ])
  })
}

function listeningContract(makeStore: MakeStore): void {
  test('whoever is told finds the change in the mirror', async () => {
    const store = await openStore(makeStore)
    const found: Promise<unknown>[] = []
    store.onEvent(() => found.push(store.findJob(aJob().jobId), store.countJobs('main')))
    await store.applyPage(aLook(0, [aJob()]))
    expect(await Promise.all(found)).toEqual([expect.anything(), 1])
  })

  test('a listener that throws harms neither the store nor the next listener', async () => {
    const store = await openStore(makeStore)
    store.onEvent(() => {
      throw new Error('a listener of a test')
    })
    const heard = listen(store)
    expect(await store.applyPage(newJobs(0, 1))).toMatchObject({ added: 1 })
    await store.applyPage(newJobs(1, 1))
    expect(heard).toHaveLength(2)
    expect(await store.countJobs('main')).toBe(2)
  })

  test('what a listener changes itself is told after, to all in the same order', async () => {
    const store = await openStore(makeStore)
    const written: Promise<unknown>[] = []
    const first: string[] = []
    store.onEvent(({ id }) => {
      if (first.push(id) === 1) written.push(store.applyPage(newJobs(1, 1)))
    })
    const second = listen(store)
    await store.applyPage(newJobs(0, 1))
    await Promise.all(written)
    expect(second.map(({ id }) => id)).toEqual(first)
    expect(new Set(first).size).toBe(2)
  })

  test('nobody is told any more who does not want to be', async () => {
    const store = await openStore(makeStore)
    const heard: MirrorEvent[] = []
    const end = store.onEvent((event) => heard.push(event))
    await store.applyPage(newJobs(0, 1))
    end()
    end()
    await store.applyPage(newJobs(1, 1))
    expect(heard).toHaveLength(1)
  })
}

function resumingContract(makeStore: MakeStore): void {
  test('whoever comes back gets exactly what came after', async () => {
    const store = await openStore(makeStore)
    const before = await store.lastEventId()
    expect(await store.readEvents(before)).toEqual([])
    const heard = listen(store)
    for (const second of [0, 1, 2]) await store.applyPage(newJobs(second, 2))
    expect(await store.readEvents(before)).toEqual(heard)
    expect(await store.readEvents(heard[0]?.id ?? '')).toEqual(heard.slice(1))
    expect(await store.lastEventId()).toBe(heard[2]?.id)
    expect(await store.readEvents(await store.lastEventId())).toEqual([])
  })

  test('an id that is not of this mirror or none at all is not taken for one', async () => {
    const store = await openStore(makeStore)
    const other = await openStore(makeStore)
    for (const each of [store, other]) await each.applyPage(newJobs(0, 1))
    const [epoch, seq] = (await store.lastEventId()).split('.')
    const foreign = await other.lastEventId()
    const broken = ['', '1', `${epoch}`, `${epoch}.`, `${epoch}.0${seq}`, `${epoch}.-1`]
    for (const id of [foreign, ...broken, `${epoch}.1e0`, `${epoch}.1.0`, ` ${epoch}.1`]) {
      expect(await store.readEvents(id), id).toBeNull()
    }
    expect(await store.readEvents(`${epoch}.${Number(seq) + 1}`)).toBeNull()
    expect(await store.readEvents(`${epoch}.${seq}`)).toEqual([])
  })

  test('more than 2,000 changes are not told: reading anew is cheaper', async () => {
    const store = await openStore(makeStore)
    const before = await store.lastEventId()
    await store.applyPage(newJobs(0, 1))
    const later = await store.lastEventId()
    for (const second of [1, 2]) await store.applyPage(newJobs(second, 1000))
    expect(await store.readEvents(later)).toHaveLength(2)
    expect(await store.readEvents(before)).toBeNull()
  })

  test('the log forgets what is long ago, and says so', async () => {
    const store = await openStore(makeStore)
    const heard = listen(store)
    const statuses = ['running', 'completed'] as const
    for (let n = 0; n < 3_400; n++) {
      await store.applyPage(aLook(n, [aJob({ status: statuses[n % 2] ?? 'running' })]))
    }
    expect(heard).toHaveLength(3_400)
    const [epoch] = (await store.lastEventId()).split('.')
    expect(await store.readEvents(heard[0]?.id ?? '')).toBeNull()
    expect(await store.readEvents(`${epoch}.0`)).toBeNull()
    expect(await store.readEvents(heard[1_500]?.id ?? '')).toEqual(heard.slice(1_501))
  })
}

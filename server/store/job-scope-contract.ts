import { expect, test } from 'vitest'
import { defaultSort } from '../jobs/job-filter.ts'
import type { JobScope } from '../jobs/job-scope.ts'
import type { JobStore, JobView, MirrorEvent } from '../jobs/job-store.ts'
import { aJob } from '../testing/a-job.ts'
import { aLook, aWalk, start } from './a-look.ts'
import type { MakeStore } from './make-store.ts'
import { openStore } from './make-store.ts'

const list = { filter: {}, sort: defaultSort, pageSize: 200 }

/** What any `JobStore` must keep from whoever sees a part of the jobs. */
export function jobScopeContract(makeStore: MakeStore): void {
  readingContract(makeStore)
  tokenContract(makeStore)
  eventContract(makeStore)
}

/** One job of each kind: by connection, product, source and target account. */
async function fill(makeStore: MakeStore): Promise<JobStore> {
  const store = await openStore(makeStore)
  const texts = new Map([['both', '{}']])
  const owners = { productKey: 'p1', sourceUid: '10001', targetUid: '10001' }
  const jobs = [
    aJob({ jobId: 'both', ...owners }),
    aJob({ jobId: 'product', ...owners, productKey: 'p2' }),
    aJob({ jobId: 'source', ...owners, sourceUid: '10002' }),
    aJob({ jobId: 'target', ...owners, targetUid: '10002' }),
  ]
  await store.applyPage({ ...aLook(0, jobs), texts })
  const other = aJob({ jobId: 'both', ...owners, productKey: 'p3' })
  await store.applyPage({ ...aLook(1, [other], 'other'), texts })
  return store
}

async function idsIn(view: JobView) {
  const { jobs, jobCount } = await view.listJobs(list)
  expect(jobCount).toBe(jobs.length)
  return jobs.map(({ connection, jobId }) => `${connection}/${jobId}`).sort()
}

function readingContract(makeStore: MakeStore): void {
  test.each<[JobScope, string[]]>([
    ['everything', ['main/both', 'main/product', 'main/source', 'main/target', 'other/both']],
    [[], []],
    [[{ connections: ['other'] }], ['other/both']],
    [[{ products: ['p2', 'p3'] }], ['main/product', 'other/both']],
    [[{ accounts: ['10002'] }], ['main/source', 'main/target']],
    [[{ connections: ['other'], products: ['p2'] }], []],
    [
      [{ accounts: ['10002'] }, { products: ['p2'] }],
      ['main/product', 'main/source', 'main/target'],
    ],
    [[{ products: [] }], []],
  ])('the scope %j lists %j, and counts no more', async (scope, ids) => {
    const view = (await fill(makeStore)).within(scope)
    expect(await idsIn(view)).toEqual(ids)
    const { connection } = await view.countFacets({})
    const counted = connection.reduce((sum, { count }) => sum + count, 0)
    expect(counted).toBe(ids.length)
    expect((await view.countJobs('main')) + (await view.countJobs('other'))).toBe(ids.length)
  })

  test('a job beyond the scope is none, whatever is asked of it', async () => {
    const view = (await fill(makeStore)).within([{ products: ['p3'] }])
    expect(await view.findJob('product')).toBeNull()
    expect(await view.findJob('both', 'main')).toBeNull()
    expect(await view.findJob('both')).toMatchObject({ job: { connection: 'other' } })
    expect(await view.connectionsOf('both')).toEqual(['other'])
    expect(await view.connectionsOf('product')).toEqual([])
    expect(await view.findReceived({ connection: 'main', jobId: 'both' })).toBeNull()
    expect(await view.findReceived({ connection: 'other', jobId: 'both' })).not.toBeNull()
  })

  test('an instance has the name that a job within the scope has for it', async () => {
    const store = await openStore(makeStore)
    const named = (name: string) => ({ source: { id: 'iot-1', name, region: '' }, targets: [] })
    await store.applyPage(aLook(0, [aJob({ jobId: 'a', productKey: 'p1', ...named('Ours') })]))
    await store.applyPage(aLook(9, [aJob({ jobId: 'b', productKey: 'p2', ...named('Theirs') })]))
    const namesIn = async (scope: JobScope) =>
      (await store.within(scope).countFacets({})).sourceInstance.map(({ name }) => name)
    expect(await namesIn([{ products: ['p1'] }])).toEqual(['Ours'])
    expect(await namesIn([{ products: ['p1'] }, { products: ['p2'] }])).toEqual(['Theirs'])
    expect(await namesIn('everything')).toEqual(['Theirs'])
  })
}

function tokenContract(makeStore: MakeStore): void {
  test('a token opens in its own scope alone', async () => {
    const store = await fill(makeStore)
    const scopes: JobScope[] = ['everything', [{ connections: ['main'] }], [{ products: ['p1'] }]]
    for (const mine of scopes) {
      const short = { ...list, pageSize: 1 }
      const nextToken = (await store.within(mine).listJobs(short)).nextToken ?? ''
      for (const scope of scopes) {
        const opening = store.within(scope).listJobs({ ...short, nextToken })
        if (scope === mine) expect((await opening).jobs).toHaveLength(1)
        else await expect(opening).rejects.toMatchObject({ code: 'invalid-request' })
      }
    }
  })
}

function eventContract(makeStore: MakeStore): void {
  test('a job is told of while it is within, when it comes, and when it leaves', async () => {
    const store = await openStore(makeStore)
    const view = store.within([{ products: ['mine'] }])
    const heard: MirrorEvent[] = []
    const end = view.onEvent((event) => heard.push(event))
    const before = await view.lastEventId()
    const look = (second: number, productKey: string, deviceCount = 1) =>
      store.applyPage(aLook(second, [aJob({ jobId: 'a', productKey, deviceCount })]))
    await look(0, 'theirs')
    await look(1, 'mine')
    await look(2, 'mine', 2)
    await look(3, 'theirs', 2)
    await look(4, 'theirs', 3)
    await look(5, 'mine', 3)
    await store.noteAbsences('main', aWalk(6, 7))
    await store.noteAbsences('main', aWalk(8, 9))
    await store.confirmAbsence('main', 'a', start + 10_000)
    const kinds = heard.flatMap(({ changes }) => changes.map(({ kind }) => kind))
    expect(kinds).toEqual(['added', 'changed', 'changed', 'added', 'missing'])
    expect(await view.readEvents(before)).toEqual(heard)
    end()
    await look(11, 'mine', 4)
    expect(heard).toHaveLength(5)
  })

  test('how much is replayed depends on what is within the scope alone', async () => {
    const store = await openStore(makeStore)
    const view = store.within([{ products: ['mine'] }])
    const before = await view.lastEventId()
    const many = (productKey: string, second: number) =>
      store.applyPage(
        aLook(
          second,
          Array.from({ length: 1500 }, (_, at) => aJob({ jobId: `${second}-${at}`, productKey })),
        ),
      )
    await many('mine', 0)
    for (const second of [1, 2, 3]) await many('theirs', second)
    expect(await store.readEvents(before)).toBeNull()
    const seen = await view.readEvents(before)
    expect(seen?.map(({ changes }) => changes.length)).toEqual([1500])
    await many('mine', 4)
    expect(await view.readEvents(before)).toBeNull()
  })

  test('of one commit those changes are told that are within', async () => {
    const store = await openStore(makeStore)
    const view = store.within([{ accounts: ['10002'] }])
    const heard: MirrorEvent[] = []
    view.onEvent((event) => heard.push(event))
    const jobs = ['10001', '10002'].map((targetUid) => aJob({ jobId: targetUid, targetUid }))
    await store.applyPage(aLook(0, jobs))
    expect(heard.map(({ changes }) => changes)).toEqual([
      [{ connection: 'main', jobId: '10002', kind: 'added' }],
    ])
  })
}

import { describe, expect, test } from 'vitest'
import type { JobFilter } from '../jobs/job-filter.ts'
import { defaultSort, readSort } from '../jobs/job-filter.ts'
import type { JobStore } from '../jobs/job-store.ts'
import { aJob } from '../testing/a-job.ts'
import { aLook, at } from './a-look.ts'
import type { MakeStore } from './make-store.ts'
import { openStore } from './make-store.ts'

/** What any `JobStore` must answer at the edges that chance seldom meets. */
export function jobQueryContract(makeStore: MakeStore): void {
  describe('connections', () => connectionContract(makeStore))
  describe('tokens', () => tokenContract(makeStore))
  describe('filters and sorts', () => edgeContract(makeStore))
  describe('facets', () => facetContract(makeStore))
}

async function listIds(store: JobStore, filter: JobFilter, sort = '-createdAt') {
  const page = await store.listJobs({ filter, sort: readSort(sort) ?? defaultSort, pageSize: 200 })
  expect(page.jobCount).toBe(page.jobs.length)
  return page.jobs.map((job) => job.jobId)
}

function connectionContract(makeStore: MakeStore): void {
  test('one job id in two connections is two jobs, and the newest is found', async () => {
    const store = await openStore(makeStore)
    const older = aJob({ createdAt: at(-60), status: 'completed' })
    await store.applyPage(aLook(0, [aJob({ createdAt: at(0) })], 'b'))
    await store.applyPage(aLook(1, [older], 'a'))
    await store.applyPage(aLook(2, [{ ...older, createdAt: null }], 'c'))
    expect(await store.findJob(older.jobId)).toMatchObject({
      job: { connection: 'b', status: 'running' },
      transitions: [{ to: 'running' }],
    })
    expect((await store.findJob(older.jobId, 'a'))?.job).toMatchObject({
      connection: 'a',
      status: 'completed',
    })
    expect(await store.findJob(older.jobId, 'unheard-of')).toBeNull()
    expect(await store.connectionsOf(older.jobId)).toEqual(['a', 'b', 'c'])
    expect(await store.connectionsOf('unheard-of')).toEqual([])
    expect((await store.countFacets({ connection: ['a'] })).connection).toEqual([
      { value: 'a', name: '', count: 1 },
      { value: 'b', name: '', count: 1 },
      { value: 'c', name: '', count: 1 },
    ])
    expect(await listIds(store, { connection: ['a', 'b'] })).toHaveLength(2)
    expect(await store.countJobs('a')).toBe(1)
    expect(await store.countJobs('unheard-of')).toBe(0)
  })

  test('jobs of a connection that is not configured do not show', async () => {
    const store = await openStore(makeStore, ['main'])
    await store.applyPage(aLook(0, [aJob({ jobId: 'mine' })]))
    expect(await listIds(store, {})).toEqual(['mine'])
    await store.applyPage(aLook(1, [aJob({ jobId: 'stranger' })], 'gone'))
    expect(await listIds(store, {})).toEqual(['mine'])
    expect(await listIds(store, { connection: ['gone'] })).toEqual([])
    expect(await store.findJob('stranger')).toBeNull()
    expect(await store.connectionsOf('stranger')).toEqual([])
    expect((await store.countFacets({})).connection).toHaveLength(1)
    expect((await store.countFacets({})).status).toEqual([{ value: 'running', name: '', count: 1 }])
  })
}

function tokenContract(makeStore: MakeStore): void {
  const sort = defaultSort
  const filter = { productKey: ['a1BwAGV4kPz', 'other'] }

  async function firstToken(store: JobStore) {
    await store.applyPage(
      aLook(
        0,
        [1, 2, 3, 4].map((n) => aJob({ jobId: `job-${n}` })),
      ),
    )
    const page = await store.listJobs({ filter, sort, pageSize: 1 })
    return page.nextToken ?? ''
  }

  test('the page size may change on the way, and the order in which values are named', async () => {
    const store = await openStore(makeStore)
    const nextToken = await firstToken(store)
    const turned = { productKey: ['other', 'a1BwAGV4kPz'] }
    const page = await store.listJobs({ filter: turned, sort, pageSize: 3, nextToken })
    expect(page.jobs.map((job) => job.jobId)).toEqual(['job-3', 'job-2', 'job-1'])
    expect(page).toMatchObject({ nextToken: null, jobCount: 4 })
  })

  test('a token of another filter or sort is refused', async () => {
    const store = await openStore(makeStore)
    const nextToken = await firstToken(store)
    const others = [
      { filter: {}, sort },
      { filter: { ...filter, q: 'x' }, sort },
      { filter, sort: { by: 'createdAt', descending: false } },
    ] as const
    for (const other of others) {
      await expect(store.listJobs({ ...other, pageSize: 1, nextToken })).rejects.toMatchObject({
        code: 'invalid-request',
        message: 'nextToken belongs to another filter or sort',
      })
    }
  })

  test('what is no token of ours is refused', async () => {
    const store = await openStore(makeStore)
    const token = await firstToken(store)
    const foreign = ['', 'abc', '%', 'e30', 'bnVsbA', 'W10', token.slice(0, -4), `x${token}`]
    for (const nextToken of foreign) {
      await expect(
        store.listJobs({ filter, sort, pageSize: 1, nextToken }),
        nextToken,
      ).rejects.toMatchObject({ code: 'invalid-request' })
    }
  })
}

function edgeContract(makeStore: MakeStore): void {
  test('a job is found by what it is now, not by what it was', async () => {
    const store = await openStore(makeStore)
    await store.applyPage(aLook(0, [aJob()]))
    const targets = [{ id: 'iot-new', name: 'New', region: 'us-west-1' }]
    await store.applyPage(aLook(1, [aJob({ targets })]))
    expect(await listIds(store, { targetRegion: ['us-west-1'] })).toHaveLength(1)
    expect(await listIds(store, { targetInstance: ['iot-cn-3ne6v4b9'] })).toEqual([])
    expect(await listIds(store, { q: 'retail' })).toEqual([])
  })

  test('both ends of a created range belong to it; a job without a moment is in none', async () => {
    const store = await openStore(makeStore)
    const jobs = [0, 1, 2, 3].map((n) => aJob({ jobId: `at-${n}`, createdAt: at(n) }))
    await store.applyPage(aLook(9, [...jobs, aJob({ jobId: 'undated', createdAt: null })]))
    expect(await listIds(store, { createdFrom: at(1), createdTo: at(2) })).toEqual(['at-2', 'at-1'])
    expect(await listIds(store, { createdFrom: '-PT1H' })).not.toContain('undated')
    expect(await listIds(store, {})).toContain('undated')
  })

  test('both ends of a range of devices belong to it; a job without a count is in none', async () => {
    const store = await openStore(makeStore)
    const jobs = [0, 1, 2, 3].map((n) => aJob({ jobId: `of-${n}`, deviceCount: n }))
    await store.applyPage(aLook(9, [...jobs, aJob({ jobId: 'uncounted', deviceCount: null })]))
    const inRange = await listIds(store, { devicesFrom: 1, devicesTo: 2 })
    expect(inRange.toSorted()).toEqual(['of-1', 'of-2'])
    expect(await listIds(store, { devicesFrom: 0 })).not.toContain('uncounted')
    expect(await listIds(store, { devicesTo: 999_999_999 })).not.toContain('uncounted')
  })

  test('a range that names no moment is refused', async () => {
    const store = await openStore(makeStore)
    const query = { filter: { createdFrom: 'soon' }, sort: defaultSort, pageSize: 1 }
    await expect(store.listJobs(query)).rejects.toMatchObject({ code: 'invalid-request' })
  })

  test('statuses sort in their own order, those that nobody knows after them', async () => {
    const store = await openStore(makeStore)
    const statuses = ['unknown-7', 'interrupted', 'completed', 'initializing', 'running'] as const
    await store.applyPage(
      aLook(
        0,
        statuses.map((status) => aJob({ jobId: status, status })),
      ),
    )
    const order = ['initializing', 'running', 'completed', 'interrupted', 'unknown-7']
    expect(await listIds(store, {}, 'status')).toEqual(order)
    expect(await listIds(store, {}, '-status')).toEqual(order.toReversed())
  })
}

function facetContract(makeStore: MakeStore): void {
  test('facets carry the newest name of an instance and leave out what is not named', async () => {
    const store = await openStore(makeStore)
    const source = { id: 'iot-1', name: 'Old', region: '' }
    await store.applyPage(aLook(5, [aJob({ source: { ...source, name: 'New' } })]))
    await store.applyPage(aLook(4, [aJob({ jobId: 'late', source })]))
    await store.applyPage(aLook(6, [aJob({ jobId: 'nameless', source: { ...source, name: '' } })]))
    const facets = await store.countFacets({})
    expect(facets.sourceInstance).toEqual([{ value: 'iot-1', name: 'New', count: 3 }])
    expect(facets.sourceRegion).toEqual([])
  })

  test('counts follow every change', async () => {
    const store = await openStore(makeStore)
    const count = async () => (await store.countFacets({})).status.map(({ value }) => value)
    await store.applyPage(aLook(0, [aJob({ status: 'running' })]))
    expect(await count()).toEqual(['running'])
    await store.applyPage(aLook(1, [aJob({ status: 'completed' })]))
    expect(await count()).toEqual(['completed'])
    expect(await listIds(store, { status: ['running'] })).toEqual([])
  })
}

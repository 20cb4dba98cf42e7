import { expect, onTestFinished, test, vi } from 'vitest'
import type { JobFilter } from '../jobs/job-filter.ts'
import type { JobListQuery } from '../jobs/job-store.ts'
import { createSqliteStore } from '../store/sqlite-store.ts'
import { aJob } from '../testing/a-job.ts'
import { anAccess } from '../testing/an-access.ts'
import { createFakeClock } from '../testing/fake-clock.ts'
import { aSync } from '../testing/fake-sync.ts'
import { createApp } from './app.ts'
import { createEventStream } from './event-stream.ts'

const at = Date.parse('2026-11-24T02:00:00.000Z')

/** The HTTP over a mirror that counts its reads, and as new as it is told. */
async function aHouse() {
  const store = createSqliteStore({ folder: null, now: () => at })
  const reads = { list: 0, facets: 0, failure: null as Error | null }
  const counted = {
    ...store,
    async listJobs(query: JobListQuery) {
      reads.list += 1
      if (reads.failure) throw reads.failure
      return store.listJobs(query)
    },
    async countFacets(filter: JobFilter) {
      reads.facets += 1
      return store.countFacets(filter)
    },
  }
  let asOf: string | null = '2026-11-24T02:00:00.000Z'
  const sync = aSync({ asOf: () => asOf })
  const logError = () => {}
  const parts = { store: { ...store, within: () => counted }, sync, logError }
  const events = createEventStream({ ...parts, clock: createFakeClock(at), random: () => 0 })
  const app = createApp({ ...parts, events, access: anAccess(), now: () => at, pagesFolder: '.' })
  const take = (status: 'running' | 'completed', sentAtMs = at) =>
    store.applyPage({
      connection: 'here',
      sentAtMs,
      receivedAtMs: sentAtMs,
      jobs: [aJob({ status })],
    })
  await take('running')
  return {
    reads,
    take,
    goOn: (moment: string | null) => {
      asOf = moment
    },
    read: async (path: string) => {
      const reply = await app.request(path)
      return { status: reply.status, text: await reply.text(), headers: reply.headers }
    },
  }
}

test('after an event any number of pages that look cost one read of each kind', async () => {
  const { reads, take, read } = await aHouse()
  const lookAll = async () => {
    const pages = Array.from({ length: 200 }, () =>
      Promise.all([read('/api/jobs?pageSize=50'), read('/api/facets')]),
    )
    const texts = (await Promise.all(pages)).flat().map(({ text }) => text)
    expect(new Set(texts).size).toBe(2)
    return texts[0]
  }
  expect(await lookAll()).toContain('"status":"running"')
  expect(reads).toMatchObject({ list: 1, facets: 1 })
  await take('completed', at + 1000)
  expect(await lookAll()).toContain('"status":"completed"')
  expect(reads).toMatchObject({ list: 2, facets: 2 })
})

test('a reply that is remembered is the same as one that is read', async () => {
  const { read } = await aHouse()
  const [first, again] = [await read('/api/jobs'), await read('/api/jobs')]
  expect(again.text).toBe(first.text)
  expect(JSON.parse(again.text)).toMatchObject({ jobCount: 1, asOf: '2026-11-24T02:00:00.000Z' })
  const but = ({ headers }: typeof first) =>
    [...headers].filter(([name]) => name !== 'x-request-id')
  expect(but(again)).toEqual(but(first))
  expect(again.headers.get('content-type')).toBe('application/json')
  expect(again.headers.get('cache-control')).toBe('no-store')
})

test('a mirror that was confirmed since is read anew, though nothing changed', async () => {
  const { reads, take, goOn, read } = await aHouse()
  await read('/api/jobs')
  await take('running', at + 5000)
  goOn('2026-11-24T02:00:05.000Z')
  expect((await read('/api/jobs')).text).toContain('"confirmedAt":"2026-11-24T02:00:05.000Z"')
  expect(reads.list).toBe(2)
})

test('a reply is good for two seconds: rows are confirmed also while `asOf` stands still', async () => {
  const now = vi.spyOn(performance, 'now').mockReturnValue(1000)
  onTestFinished(() => now.mockRestore())
  const { reads, take, read } = await aHouse()
  await read('/api/jobs')
  await take('running', at + 5000)
  now.mockReturnValue(2999)
  await read('/api/jobs')
  expect(reads.list).toBe(1)
  now.mockReturnValue(3000)
  expect((await read('/api/jobs')).text).toContain('"confirmedAt":"2026-11-24T02:00:05.000Z"')
})

test.each([
  ['of which nobody knows how new it is', '/api/jobs', null],
  ['with a time before now', '/api/jobs?createdFrom=-PT1H', 'known'],
  ['whose read failed', '/api/jobs?fails', 'known'],
] as const)('a reply %s is not remembered', async (_, path, asOf) => {
  const { reads, goOn, read } = await aHouse()
  goOn(asOf)
  await read('/api/jobs?nextToken=none')
  await read('/api/jobs?nextToken=none')
  const before = reads.list
  expect(before).toBe(2)
  if (path.endsWith('?fails')) reads.failure = new Error('no disk')
  const plain = path.replace('?fails', '')
  for (let asked = 0; asked < 2; asked++) {
    expect((await read(plain)).status).toBe(reads.failure ? 500 : 200)
  }
  expect(reads.list).toBe(before + 2)
})

import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { createEmulator } from './emulator.ts'
import type { Listening } from './listen.ts'
import { createPlainClient } from './plain-client.ts'

const emulator = createEmulator({ jobs: 45, isRateLimited: false, frozen: true })
const { faults, world } = emulator
let gateway: Listening

beforeAll(async () => {
  gateway = await emulator.listen()
})
afterAll(() => gateway.close())
afterEach(() => faults.clear())

async function list(params: Record<string, string | number>) {
  const client = createPlainClient(gateway.url)
  return (await client('ListDeviceDistributeJob', { PageSize: 10, ...params })).json.Data
}

/** The whole list by token: each page's Total, and all job ids. */
async function walk(params: Record<string, string | number> = {}) {
  const totals: number[] = []
  const jobIds: string[] = []
  for (let token = ''; ; ) {
    const { Total, NextToken, JobInfo } = await list({
      ...params,
      ...(token && { NextToken: token }),
    })
    totals.push(Total)
    jobIds.push(...JobInfo.items.map(({ JobId }: { JobId: string }) => JobId))
    token = NextToken
    if (token === '') return { totals, jobIds }
  }
}

const all = world.all()
const newestFirst = all.map(({ jobId }) => jobId)

test('shrink takes one more from the Total with each page of a walk, of any walk', async () => {
  faults.set([{ kind: 'shrink' }])
  for (const _ of [1, 2]) {
    expect(await walk()).toEqual({ totals: [45, 44, 43, 42, 41], jobIds: newestFirst })
  }
  faults.set([{ kind: 'shrink', by: 20 }])
  expect((await walk()).totals).toEqual([45, 25, 5, 0, 0])
  expect((await list({ CurrentPage: 2 })).Total).toBe(25)
})

test.each([
  [2, 90],
  [0.5, 23],
  [0, 0],
])('wrong-total by %d says %i, and the rows are all there', async (factor, total) => {
  faults.set([{ kind: 'wrong-total', factor }])
  expect(await walk()).toEqual({ totals: Array(5).fill(total), jobIds: newestFirst })
})

test('reorder gives each job once, oldest first', async () => {
  faults.set([{ kind: 'reorder' }])
  expect((await walk()).jobIds).toEqual(newestFirst.toReversed())
  const second = await list({ CurrentPage: 2, PageSize: 3 })
  expect(second.JobInfo.items[0].JobId).toBe(newestFirst.at(-4))
  const completed = all.filter(({ status }) => status === 2).map(({ jobId }) => jobId)
  expect((await walk({ Status: 2 })).jobIds).toEqual(completed.toReversed())
})

test('reorder shuffled gives each job once, in an order that is neither and stays', async () => {
  faults.set([{ kind: 'reorder', shuffled: true }])
  const { jobIds } = await walk()
  expect(jobIds.toSorted()).toEqual(newestFirst.toSorted())
  expect(jobIds).not.toEqual(newestFirst)
  expect(jobIds).not.toEqual(newestFirst.toReversed())
  expect((await walk()).jobIds).toEqual(jobIds)
})

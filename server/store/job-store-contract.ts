import { describe, expect, test } from 'vitest'
import type { Sweep } from '../jobs/job-store.ts'
import { aJob } from '../testing/a-job.ts'
import { aLook, at, start } from './a-look.ts'
import { jobAbsenceContract } from './job-absence-contract.ts'
import { jobCountContract } from './job-count-contract.ts'
import { jobEventContract } from './job-event-contract.ts'
import { jobHistoryContract } from './job-history-contract.ts'
import { jobListContract } from './job-list-contract.ts'
import { jobQueryContract } from './job-query-contract.ts'
import { jobReceivedContract } from './job-received-contract.ts'
import { jobScopeContract } from './job-scope-contract.ts'
import type { MakeStore } from './make-store.ts'
import { openStore } from './make-store.ts'

/** What any `JobStore` must do, as tests. */
export function jobStoreContract(name: string, makeStore: MakeStore): void {
  describe(`${name} as a job store`, () => {
    describe('rows', () => rowContract(makeStore))
    describe('pages', () => applyContract(makeStore))
    describe('history', () => jobHistoryContract(makeStore))
    describe('gaps', () => gapContract(makeStore))
    describe('absences', () => jobAbsenceContract(makeStore))
    describe('counts', () => jobCountContract(makeStore))
    describe('texts', () => jobReceivedContract(makeStore))
    describe('events', () => jobEventContract(makeStore))
    describe('scopes', () => jobScopeContract(makeStore))
    jobQueryContract(makeStore)
    describe('any list', () => jobListContract(makeStore))
  })
}

function rowContract(makeStore: MakeStore): void {
  test('a job comes back as the upstream stated it, with what was observed of it', async () => {
    const store = await openStore(makeStore)
    const job = aJob({
      jobId: 'Ubms****qv0+/=',
      status: 'unknown-',
      strategy: 'unknown-9',
      source: { id: `iot'";--`, name: '工厂 “Zürich” 🏭\n\t', region: '' },
      sourceUid: '19842686432612345678901234',
      targets: [
        { id: 'iot-b', name: 'B', region: 'eu-central-1' },
        { id: 'iot-a', name: 'A', region: 'eu-central-1' },
        { id: 'iot-b', name: 'B', region: 'eu-central-1' },
      ],
      targetUid: '',
      deviceCount: Number.MAX_SAFE_INTEGER,
      createdAt: '2026-11-24T02:00:00.007Z',
    })
    expect(await store.applyPage(aLook(0, [job]))).toEqual({
      added: 1,
      changed: 0,
      returned: 0,
      undecided: 0,
    })
    expect((await store.findJob(job.jobId))?.job).toEqual({
      ...job,
      connection: 'main',
      firstSeenAt: '2026-11-24T12:00:00.500Z',
      confirmedAt: at(0),
      statusSince: { after: null, before: '2026-11-24T12:00:00.500Z' },
      missingSince: null,
    })
  })

  test('a job with nothing but an id, no targets and no numbers is kept so', async () => {
    const store = await openStore(makeStore)
    const nowhere = { id: '', name: '', region: '' }
    const bare = aJob({ source: nowhere, targets: [], deviceCount: null, createdAt: null })
    await store.applyPage(aLook(0, [bare]))
    expect((await store.findJob(bare.jobId))?.job).toMatchObject(bare)
  })

  test('a later look updates every field and counts as a change only if something differs', async () => {
    const store = await openStore(makeStore)
    await store.applyPage(aLook(0, [aJob()]))
    expect(await store.applyPage(aLook(1, [aJob()]))).toEqual({
      added: 0,
      changed: 0,
      returned: 0,
      undecided: 0,
    })
    const moved = aJob({
      productKey: 'other',
      targets: [{ id: 'iot-new', name: 'New', region: 'us-west-1' }],
      deviceCount: 1,
    })
    expect(await store.applyPage(aLook(2, [moved]))).toEqual({
      added: 0,
      changed: 1,
      returned: 0,
      undecided: 0,
    })
    expect((await store.findJob(moved.jobId))?.job).toMatchObject({ ...moved, confirmedAt: at(2) })
  })
}

function applyContract(makeStore: MakeStore): void {
  test('an older look does not overrule a newer one, whenever it arrives', async () => {
    const store = await openStore(makeStore)
    await store.applyPage(aLook(10, [aJob({ status: 'completed' })]))
    const older = aLook(5, [aJob({ status: 'running' }), aJob({ jobId: 'new' })])
    const late = { ...older, receivedAtMs: start + 11_000 }
    expect(await store.applyPage(late)).toEqual({ added: 1, changed: 0, returned: 0, undecided: 0 })
    expect(await store.findJob(aJob().jobId)).toMatchObject({
      job: { status: 'completed', confirmedAt: at(10) },
      transitions: [{ from: null, to: 'completed' }],
    })
  })

  test('a clock that was set back does not hold up the mirror until it has caught up', async () => {
    const store = await openStore(makeStore)
    await store.applyPage(aLook(3600, [aJob({ status: 'running' })]))
    await store.applyPage(aLook(0, [aJob({ status: 'completed' })]))
    expect(await store.findJob(aJob().jobId)).toMatchObject({
      job: { status: 'completed', confirmedAt: at(0), statusSince: { after: at(0) } },
      transitions: [{ to: 'running' }, { to: 'completed', after: at(0), before: at(0.5) }],
    })
  })

  test('a job twice in one page counts once, as its last mention says', async () => {
    const store = await openStore(makeStore)
    const page = aLook(0, [aJob({ status: 'running' }), aJob({ status: 'completed' })])
    expect(await store.applyPage(page)).toEqual({ added: 1, changed: 0, returned: 0, undecided: 0 })
    expect(await store.findJob(aJob().jobId)).toMatchObject({
      job: { status: 'completed' },
      transitions: [{ to: 'completed' }],
    })
  })

  test('how far the walk has come is kept with the page, each connection its own', async () => {
    const store = await openStore(makeStore)
    expect(await store.readSync('main')).toEqual({ current: null, last: null, asOf: null })
    const sweep: Sweep = {
      startedAt: at(0),
      nextToken: 'token',
      pages: 1,
      jobsRead: 200,
      jobCount: 1240,
      restarts: 0,
      isSettled: false,
    }
    const record = {
      current: sweep,
      last: { ...sweep, nextToken: null, finishedAt: at(9) },
      asOf: at(9),
    }
    await store.applyPage(aLook(0, [aJob()]), record)
    await store.applyPage(aLook(1, [aJob()]))
    expect(await store.readSync('main')).toEqual(record)
    expect(await store.readSync('other')).toEqual({ current: null, last: null, asOf: null })
    await store.applyPage(aLook(2, []), { current: null, last: null, asOf: null })
    expect(await store.readSync('main')).toEqual({ current: null, last: null, asOf: null })
  })
}

function gapContract(makeStore: MakeStore): void {
  const gap = (from: number, to: number) => ({ after: at(from), before: at(to) })

  test('of a job are those between its first look and the one that saw its end', async () => {
    const store = await openStore(makeStore)
    await store.applyPage(aLook(10, [aJob({ status: 'running' })]))
    await store.applyPage(aLook(40, [aJob({ status: 'completed' })]))
    await store.applyPage(aLook(90, [aJob({ status: 'completed' })]))
    const inside = [gap(5, 12), gap(20, 30), gap(39, 60)]
    for (const each of [gap(41, 50), ...inside.toReversed(), gap(2, 10.5), gap(40.5, 60)]) {
      await store.recordGap('main', each)
    }
    expect((await store.findJob(aJob().jobId))?.gaps).toEqual(inside)
  })

  test('of a job that goes on reach to its last look', async () => {
    const store = await openStore(makeStore)
    await store.applyPage(aLook(10, [aJob({ status: 'running' })]))
    await store.applyPage(aLook(50, [aJob({ status: 'running' })]))
    await store.recordGap('main', gap(20, 49))
    await store.recordGap('main', gap(50, 60))
    expect((await store.findJob(aJob().jobId))?.gaps).toEqual([gap(20, 49)])
    await store.applyPage(aLook(61, [aJob({ status: 'running' })]))
    expect((await store.findJob(aJob().jobId))?.gaps).toEqual([gap(20, 49), gap(50, 60)])
  })

  test('are kept once each, for their own connection', async () => {
    const store = await openStore(makeStore)
    await store.applyPage(aLook(0, [aJob()]))
    await store.applyPage(aLook(90, [aJob()]))
    await store.recordGap('other', gap(20, 30))
    await store.recordGap('main', gap(40, 50))
    await store.recordGap('main', gap(40, 50))
    expect((await store.findJob(aJob().jobId))?.gaps).toEqual([gap(40, 50)])
  })
}

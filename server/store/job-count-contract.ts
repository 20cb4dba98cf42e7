import { expect, test } from 'vitest'
import { aJob } from '../testing/a-job.ts'
import { aLook, at } from './a-look.ts'
import type { MakeStore } from './make-store.ts'
import { openStore } from './make-store.ts'

/** What any `JobStore` must know of the length of its history. */
export function jobCountContract(makeStore: MakeStore): void {
  test('changes of status are counted for each connection, first looks and other changes are not', async () => {
    const store = await openStore(makeStore)
    expect(await store.countTransitions('main')).toBe(0)
    const job = aJob({ status: 'running' })
    await store.applyPage(aLook(0, [job]))
    await store.applyPage(aLook(1, [job], 'other'))
    await store.applyPage(aLook(2, [{ ...job, productKey: 'new' }]))
    expect(await store.countTransitions('main')).toBe(0)
    await store.applyPage(aLook(3, [{ ...job, status: 'completed' }]))
    expect(await store.countTransitions('main')).toBe(1)
    expect(await store.countTransitions('other')).toBe(0)
    await store.applyPage(aLook(4, [job]))
    await store.applyPage(aLook(5, [{ ...job, status: 'interrupted' }], 'other'))
    const counted = ['main', 'other', 'main'].map((name) => store.countTransitions(name))
    expect(await Promise.all(counted)).toEqual([2, 1, 2])
  })

  test('a connection is observed since its first job was first seen', async () => {
    const store = await openStore(makeStore)
    expect(await store.observingSince('main')).toBeNull()
    await store.applyPage(aLook(0, [aJob({ jobId: 'one' })], 'other'))
    await store.applyPage(aLook(5, [aJob({ jobId: 'one' })]))
    await store.applyPage(aLook(9, [aJob({ jobId: 'two' })]))
    expect(await store.observingSince('main')).toBe(at(5.5))
    expect(await store.observingSince('other')).toBe(at(0.5))
  })
}

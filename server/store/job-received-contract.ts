import { expect, test } from 'vitest'
import { aJob } from '../testing/a-job.ts'
import { aLook, at } from './a-look.ts'
import type { MakeStore } from './make-store.ts'
import { openStore } from './make-store.ts'

/** What any `JobStore` must do with the rows' own texts. */
export function jobReceivedContract(makeStore: MakeStore): void {
  const one = { connection: 'main', jobId: 'one' }
  const aRow = (second: number, text: string | null, connection = 'main') => ({
    ...aLook(second, [aJob({ jobId: 'one' })], connection),
    ...(text !== null && { texts: new Map([['one', text]]) }),
    requestId: `R${second}`,
  })

  test('a row is kept as it came, with the first reply that had it so', async () => {
    const store = await openStore(makeStore)
    const text = '{"JobId":"one","SourceUid":1984268643261234567,"Name":"工厂 🏭"}'
    await store.applyPage(aRow(0, text))
    await store.applyPage(aRow(5, text))
    expect(await store.findReceived(one)).toEqual({ text, at: at(0.5), requestId: 'R0' })
    // Also where nothing changes that we know a name for.
    expect(await store.applyPage(aRow(6, '{"New":1}'))).toMatchObject({ added: 0, changed: 0 })
    expect(await store.findReceived(one)).toEqual({
      text: '{"New":1}',
      at: at(6.5),
      requestId: 'R6',
    })
  })

  test('a row that came without its text leaves the last one known', async () => {
    const store = await openStore(makeStore)
    await store.applyPage(aRow(0, null))
    expect(await store.findReceived(one)).toBeNull()
    await store.applyPage(aRow(1, '{}'))
    await store.applyPage(aRow(2, null))
    expect(await store.findReceived(one)).toMatchObject({ text: '{}', requestId: 'R1' })
  })

  test('an outdated reply does not overrule a later one', async () => {
    const store = await openStore(makeStore)
    await store.applyPage(aRow(5, '"new"'))
    await store.applyPage({ ...aRow(4, '"old"'), receivedAtMs: aRow(6, '').receivedAtMs })
    expect(await store.findReceived(one)).toMatchObject({ text: '"new"' })
  })

  test('each connection has its own, and an unknown job has none', async () => {
    const store = await openStore(makeStore)
    await store.applyPage(aRow(0, '"here"'))
    await store.applyPage(aRow(1, '"there"', 'other'))
    expect(await store.findReceived(one)).toMatchObject({ text: '"here"' })
    expect(await store.findReceived({ ...one, connection: 'other' })).toMatchObject({
      text: '"there"',
    })
    expect(await store.findReceived({ ...one, jobId: 'nowhere' })).toBeNull()
  })
}

import { setImmediate } from 'node:timers/promises'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { AppError } from '../errors.ts'
import { aStatus } from './a-status.ts'
import { aStream, frames, settle } from './a-stream.ts'

describe('a client', () => {
  test('without a past is told where it is and how the sync is, then what changes', async () => {
    const { join, log } = aStream()
    log.commit()
    const outlet = await join()
    log.commit('two')
    await settle()
    expect(frames(outlet).map((line) => line.trim())).toEqual([
      'head',
      'retry: 2000',
      'a.1 ready',
      'sync',
      'a.2 jobs two',
    ])
  })

  test('that comes back is told where it was and what it missed, then what changes', async () => {
    const { join, log } = aStream()
    for (const jobId of ['one', 'two', 'three']) log.commit(jobId)
    const outlet = await join('a.1')
    log.commit('four')
    await settle()
    expect(frames(outlet).map((line) => line.trim())).toEqual([
      'head',
      'retry: 2000',
      'a.1 ready',
      'a.2 jobs two',
      'a.3 jobs three',
      'sync',
      'a.4 jobs four',
    ])
  })

  test.each(['b.1', 'a', 'a.1\n', 'a.-1', '%00', 'null'])(
    'that comes with %j is told to read everything anew',
    async (id) => {
      const { join, log } = aStream()
      log.commit()
      const outlet = await join(id)
      expect(frames(outlet)[2]?.trim()).toBe('a.1 reset')
      expect(log.reads).toEqual(id === 'b.1' ? ['b.1'] : [])
    },
  )

  test('that missed more than it takes to read a page is told to do that', async () => {
    const { join, log } = aStream()
    const jobId = 'x'.repeat(1000)
    for (let count = 0; count < 120; count++) log.commit(jobId)
    const replayed = await join('a.0')
    expect(replayed.written.join('')).toContain('id: a.120\nevent: jobs')
    for (let count = 0; count < 10; count++) log.commit(jobId)
    const reset = await join('a.0')
    expect(frames(reset)[2]?.trim()).toBe('a.130 reset')
  })

  test('gets each event once and in order, whatever is written while its start is read', () => {
    const few = fc.nat(3)
    const plan = fc.record({ before: few, after: few, past: few, writes: fc.array(few) })
    return fc.assert(
      fc.asyncProperty(plan, async ({ before, after, past, writes }) => {
        const { join, log } = aStream()
        for (let count = 0; count < 5; count++) log.commit()
        Object.assign(log, { turnsBefore: before, turnsAfter: after })
        const joining = [join(`a.${past}`), join(null), join(`a.${past}`)]
        for (const turns of writes) {
          log.commit()
          for (let turn = 0; turn < turns; turn++) await setImmediate()
        }
        const [resumed, fresh, another] = await Promise.all(joining)
        log.commit()
        await settle()
        const last = 5 + writes.length + 1
        for (const outlet of [resumed, another]) {
          expect(seqs(outlet)).toEqual(range(past + 1, last))
        }
        const ready = /id: a\.(\d+)\nevent: ready/.exec(fresh?.written.join('') ?? '')
        expect(seqs(fresh)).toEqual(range(Number(ready?.[1]) + 1, last))
      }),
      { numRuns: 200 },
    )
  })

  test('that comes with the same id as others makes no reading of its own, until news', async () => {
    const { join, log } = aStream()
    log.commit()
    await Promise.all([join('a.0'), join('a.0'), join('a.0')])
    await join('a.0')
    expect(log.reads).toEqual(['a.0'])
    log.commit()
    const later = await join('a.0')
    expect(log.reads).toEqual(['a.0', 'a.0'])
    expect(seqs(later)).toEqual([1, 2])
  })

  test('that cannot be told what it missed hears of the failure, and the next one is served', async () => {
    const { join, log, clientCount } = aStream()
    log.failure = new AppError('disk-failed', 'The disk fails.')
    await expect(join()).rejects.toBe(log.failure)
    await expect(join('a.0')).rejects.toBe(log.failure)
    expect(clientCount()).toBe(0)
    log.failure = null
    expect(frames(await join())[2]?.trim()).toBe('a.0 ready')
  })

  test('that is gone before its start is known leaves nothing behind', async () => {
    const { open, join, log, clientCount, clock, sync } = aStream()
    log.turnsBefore = 3
    const opening = open(null, Buffer.from(''), async () => null)
    expect(clientCount()).toBe(1)
    await opening
    expect(clientCount()).toBe(0)
    await clock.advance(60_000)
    expect(sync.looks).toBe(1)
    sync.status = aStatus({ jobsKnown: 7 })
    expect((await join()).written.join('')).toContain('"jobsKnown":7')
  })
})

const seqs = (outlet: { written: string[] } | undefined) =>
  [...(outlet?.written.join('').matchAll(/id: a\.(\d+)\nevent: jobs/g) ?? [])].map(([, seq]) =>
    Number(seq),
  )
const range = (first: number, last: number) =>
  Array.from({ length: last - first + 1 }, (_, index) => first + index)

describe('time', () => {
  test('brings a comment after 15 s of silence, and not while there is news', async () => {
    const { join, log, clock } = aStream()
    const outlet = await join()
    await clock.advance(14_000)
    expect(outlet.written.slice(1)).toEqual([])
    await clock.advance(1_500)
    expect(outlet.written.slice(1)).toEqual([': \n\n'])
    log.commit()
    await clock.advance(14_500)
    expect(outlet.written).toHaveLength(3)
    await clock.advance(1_000)
    expect(outlet.written.slice(3)).toEqual([': \n\n'])
  })

  test('brings what changed in the sync to all, from one look for all', async () => {
    const { join, clock, sync } = aStream()
    const outlets = [await join(), await join(), await join()]
    expect(sync.looks).toBe(1)
    sync.status = aStatus({ state: 'slow' })
    await clock.advance(500)
    await settle()
    expect(sync.looks).toBe(2)
    for (const { written } of outlets) expect(written.slice(1).join()).toContain('"state":"slow"')
  })

  test('costs nothing while nobody listens', async () => {
    const { join, clock, sync, log } = aStream()
    const outlet = await join()
    await clock.advance(5_000)
    outlet.emit('close')
    await clock.advance(500)
    const { looks } = sync
    log.commit()
    await clock.advance(60_000)
    expect(sync.looks).toBe(looks)
    await join()
    await clock.advance(5_000)
    expect(sync.looks).toBeGreaterThan(looks)
  })
})

test('a sync that cannot say how it is is reported once, and the streams outlive it', async () => {
  const { join, log, clock, sync, logged } = aStream()
  const outlet = await join()
  sync.failure = new Error('no state')
  await clock.advance(20_000)
  await settle()
  expect(logged).toEqual([sync.failure])
  expect(frames(outlet)).toContain(': ')
  sync.failure = null
  sync.status = aStatus({ state: 'slow' })
  await clock.advance(500)
  log.commit()
  await settle()
  expect(
    frames(outlet)
      .map((line) => line.trim())
      .slice(-2),
  ).toEqual(['sync', 'a.1 jobs one'])
})

test('the close tells each client another moment to come back, and ends its stream', async () => {
  const { join, close, clientCount, log, clock, sync } = aStream()
  const outlets = [await join(), await join(), await join()]
  close()
  log.commit()
  const { looks } = sync
  await clock.advance(60_000)
  expect(outlets.map(({ written }) => written.at(-1))).toEqual([
    'retry: 1000\n\n',
    'retry: 3000\n\n',
    'retry: 5000\n\n',
  ])
  expect(outlets.every(({ isEnded }) => isEnded)).toBe(true)
  expect([clientCount(), sync.looks]).toEqual([0, looks])
})

import { describe, expect, it } from 'vitest'
import type { Gap, JobStatus, JobWithHistory, MirroredJob, Transition } from '../api/client.ts'
import { aJob } from '../testing/a-job.ts'
import { barSegments, timelineEvents, timelineItems } from './job-timeline.ts'

/** Seconds after 02:00:00 UTC. */
const at = (seconds: number) => new Date(Date.UTC(2026, 10, 24, 2, 0, seconds)).toISOString()
const atMs = (seconds: number) => Date.parse(at(seconds))

function firstLook(to: JobStatus, before: number): Transition {
  return { from: null, to, after: null, before: at(before) }
}

function change(from: JobStatus, to: JobStatus, [after, before]: [number, number]): Transition {
  return { from, to, after: at(after), before: at(before) }
}

function seen(transitions: Transition[], job: Partial<MirroredJob> = {}): JobWithHistory {
  return { job: aJob({ createdAt: at(0), confirmedAt: at(660), ...job }), transitions, gaps: [] }
}

function gap(after: number, before: number): Gap {
  return { after: at(after), before: at(before) }
}

/** The job of the mock. */
const whole = seen([
  firstLook('initializing', 5),
  change('initializing', 'running', [25, 30]),
  change('running', 'completed', [655, 660]),
])

describe('timelineEvents', () => {
  it('is newest first', () => {
    expect(timelineEvents(whole).map(({ status }) => status)).toEqual([
      'completed',
      'running',
      'initializing',
    ])
  })

  it('says how long a status lasted at least and at most', () => {
    const [completed, running, initializing] = timelineEvents(whole)
    expect(running?.lasted).toMatchObject({ atLeastMs: 625_000, atMostMs: 635_000 })
    // Initializing began with the job, so its start is known.
    expect(initializing?.lasted).toMatchObject({ atLeastMs: 25_000, atMostMs: 30_000 })
    expect(completed?.lasted).toBeNull()
  })

  it('gives the width of the window between two looks', () => {
    expect(timelineEvents(whole).map(({ windowMs }) => windowMs)).toEqual([5000, 5000, null])
  })

  it('counts a status that still lasts up to the last look', () => {
    const detail = seen([firstLook('initializing', 5), change('initializing', 'running', [25, 30])])
    const [running] = timelineEvents(detail)
    expect(running).toMatchObject({
      isCurrent: true,
      lasted: { atLeastMs: 630_000, atMostMs: 635_000 },
    })
  })

  it('has no running time for a job first seen as completed', () => {
    const [completed] = timelineEvents(seen([firstLook('completed', 60)]))
    expect(completed).toMatchObject({ kind: 'first-look', lasted: null, isCurrent: true })
  })

  it('bounds a run that was under way at the first look by the creation', () => {
    const detail = seen([firstLook('running', 60), change('running', 'completed', [100, 110])])
    expect(timelineEvents(detail)[1]?.lasted).toMatchObject({
      atLeastMs: 40_000,
      atMostMs: 110_000,
    })
  })

  it('has no upper bound without a creation, or with one after the first look', () => {
    const transitions = [firstLook('running', 60), change('running', 'completed', [100, 110])]
    for (const createdAt of [null, at(90)]) {
      const running = timelineEvents(seen(transitions, { createdAt }))[1]
      expect(running?.lasted).toMatchObject({ atLeastMs: 40_000, atMostMs: null })
    }
  })

  it('shows moves that the documents exclude as such', () => {
    const detail = seen([
      firstLook('running', 5),
      change('running', 'initializing', [25, 30]),
      change('initializing', 'completed', [35, 40]),
      change('completed', 'running', [45, 50]),
      change('running', 'unknown-7', [55, 60]),
    ])
    expect(timelineEvents(detail).map(({ kind }) => kind)).toEqual([
      'changed',
      'went-back',
      'changed',
      'went-back',
      'first-look',
    ])
  })

  it('never gives a negative length', () => {
    const detail = seen([firstLook('initializing', 5)], { confirmedAt: at(2) })
    expect(timelineEvents(detail)[0]?.lasted?.atLeastMs).toBeGreaterThanOrEqual(0)
  })

  it('is empty without transitions', () => {
    expect(timelineEvents(seen([]))).toEqual([])
  })
})

describe('gaps', () => {
  const within = { ...whole, gaps: [gap(200, 280)] }
  /** Nobody looked while it completed. */
  const across = {
    ...seen([
      firstLook('initializing', 5),
      change('initializing', 'running', [25, 30]),
      change('running', 'completed', [600, 660]),
    ]),
    gaps: [gap(600, 660)],
  }

  it('stand where they were, with what was seen before and after', () => {
    const kinds = timelineItems(within).map(({ kind }) => kind)
    expect(kinds).toEqual(['changed', 'gap', 'changed', 'first-look'])
    expect(timelineItems(within)[1]).toMatchObject({
      lengthMs: 80_000,
      from: 'running',
      to: 'running',
    })
  })

  it('stand below the change that was seen at their end', () => {
    const [first, second] = timelineItems(across)
    expect(first).toMatchObject({ status: 'completed' })
    expect(second).toMatchObject({ kind: 'gap', from: 'running', to: 'completed' })
  })

  it('are told of by what lasted over them, and by nothing else', () => {
    const unobserved = (detail: JobWithHistory) =>
      timelineEvents(detail).map(({ lasted }) => lasted?.unobservedMs)
    expect(unobserved(within)).toEqual([undefined, 80_000, 0])
    // How long it ran is a range already, which begins where the gap does.
    expect(unobserved(across)).toEqual([undefined, 0, 0])
  })

  it('cut the bar', () => {
    expect(barSegments(within).map(({ status, fromMs, toMs }) => [status, fromMs, toMs])).toEqual([
      ['initializing', atMs(0), atMs(25)],
      ['uncertain', atMs(25), atMs(30)],
      ['running', atMs(30), atMs(200)],
      ['gap', atMs(200), atMs(280)],
      ['running', atMs(280), atMs(655)],
      ['uncertain', atMs(655), atMs(660)],
    ])
    expect(barSegments(across).map(({ status }) => status)).toEqual([
      'initializing',
      'uncertain',
      'running',
      'gap',
    ])
  })

  it('that reach beyond what is drawn are drawn as far as it', () => {
    const detail = { ...seen([firstLook('initializing', 5)]), gaps: [gap(600, 900)] }
    expect(barSegments(detail).at(-1)).toEqual({
      status: 'gap',
      fromMs: atMs(600),
      toMs: atMs(660),
    })
  })

  it('before the first look are none of its', () => {
    const detail = { ...whole, gaps: [gap(-100, -20)] }
    expect(timelineItems(detail).every(({ kind }) => kind !== 'gap')).toBe(true)
    expect(barSegments(detail)).toEqual(barSegments(whole))
  })
})

describe('barSegments', () => {
  it('shows what is known and what is not, without holes', () => {
    expect(barSegments(whole)).toEqual([
      { status: 'initializing', fromMs: atMs(0), toMs: atMs(25) },
      { status: 'uncertain', fromMs: atMs(25), toMs: atMs(30) },
      { status: 'running', fromMs: atMs(30), toMs: atMs(655) },
      { status: 'uncertain', fromMs: atMs(655), toMs: atMs(660) },
    ])
  })

  it('is uncertain from the creation to the first look at a running job', () => {
    expect(barSegments(seen([firstLook('running', 60)]))).toEqual([
      { status: 'uncertain', fromMs: atMs(0), toMs: atMs(60) },
      { status: 'running', fromMs: atMs(60), toMs: atMs(660) },
    ])
  })

  it('begins with the first look where the creation is not stated', () => {
    const [first] = barSegments(seen([firstLook('running', 60)], { createdAt: null }))
    expect(first).toEqual({ status: 'running', fromMs: atMs(60), toMs: atMs(660) })
  })

  it('is empty where no part of the life was seen', () => {
    expect(barSegments(seen([firstLook('completed', 60)]))).toEqual([])
    expect(barSegments(seen([]))).toEqual([])
  })

  it('leaves out what has no length', () => {
    const detail = seen([firstLook('initializing', 0)], { confirmedAt: at(0) })
    expect(barSegments(detail)).toEqual([])
  })
})

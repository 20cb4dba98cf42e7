import { describe, expect, it } from 'vitest'
import { en } from '../i18n/en.ts'
import { formatsOf } from '../i18n/formats.ts'
import { aJobWithHistory } from '../testing/a-job.ts'
import { type TimelineEvent, timelineEvents } from './job-timeline.ts'
import {
  betweenText,
  eventNote,
  exactSpan,
  gapText,
  lastedText,
  windowText,
} from './job-timeline-spans.ts'

const formats = formatsOf('en', 'UTC')
const span = (ms: number) => formats.span(ms)
const nowMs = Date.parse('2026-11-24T03:00:00Z')

const lasted = (atLeastMs: number, atMostMs: number | null, unobservedMs = 0) => ({
  atLeastMs,
  atMostMs,
  unobservedMs,
})

it('tells a length by its two largest units', () => {
  expect(exactSpan(formats, 625_000)).toBe(`${span(600_000)} ${span(25_000)}`)
  expect(exactSpan(formats, 600_000)).toBe(span(600_000))
  expect(exactSpan(formats, 7_384_000)).toBe(`${span(7_200_000)} ${span(180_000)}`)
  expect(exactSpan(formats, 0)).toBe(span(0))
})

describe('lastedText', () => {
  it('rounds outwards, so that the range stays true', () => {
    const text = lastedText(en, formats, lasted(25_900, 30_100))
    expect(text).toBe(`${span(25_000)} to ${span(31_000)}`)
  })

  it('says "at least" where nothing bounds it', () => {
    expect(lastedText(en, formats, lasted(40_000, null))).toBe(`at least ${span(40_000)}`)
  })

  it('names one length where both bounds read the same', () => {
    expect(lastedText(en, formats, lasted(40_000, 40_000))).toBe(span(40_000))
  })
})

it('never speaks of a window of no length', () => {
  expect(windowText(formats, 200)).toBe(span(1000))
})

it('a length with a gap in it says so', () => {
  expect(lastedText(en, formats, lasted(625_000, 635_000, 80_000))).toBe(
    `${exactSpan(formats, 625_000)} to ${exactSpan(formats, 635_000)}, with ${exactSpan(formats, 80_000)} not observed`,
  )
})

describe('gapText', () => {
  it('gives both ends, and the day once', () => {
    const ends = { after: '2026-11-20T02:01:47Z', before: '2026-11-20T02:03:07Z', nowMs }
    expect(gapText(en, formats, ends)).toBe('Nov 20, 02:01:47 to 02:03:07')
  })
})

describe('betweenText', () => {
  const between = (after: string, before: string) =>
    betweenText(en, formats, { after, before, nowMs })

  it('gives both looks', () => {
    expect(between('2026-11-24T02:01:47Z', '2026-11-24T02:01:52Z')).toBe(
      'between 02:01:47 and 02:01:52',
    )
  })

  it('names the day once', () => {
    expect(between('2026-11-20T02:01:47Z', '2026-11-20T02:01:52Z')).toBe(
      'between Nov 20, 02:01:47 and 02:01:52',
    )
  })

  it('names both days where they differ', () => {
    expect(between('2026-11-20T23:59:58Z', '2026-11-21T00:00:03Z')).toBe(
      'between Nov 20, 23:59:58 and Nov 21, 00:00:03',
    )
  })

  it('does not say "between" of one second', () => {
    expect(between('2026-11-24T02:01:47.100Z', '2026-11-24T02:01:47.900Z')).toBe('at 02:01:47')
  })
})

describe('eventNote', () => {
  const note = (event: Partial<TimelineEvent>, createdAt: string | null = null) =>
    eventNote(en, formats, {
      event: {
        kind: 'changed',
        from: 'running',
        status: 'completed',
        after: null,
        before: '2026-11-24T02:00:05Z',
        windowMs: 5000,
        lasted: null,
        isCurrent: true,
        ...event,
      },
      createdAt,
      nowMs,
    })

  it('says what two looks can tell of an end', () => {
    expect(note({})).toBe(
      `Still Running at the look before. A ${span(5000)} window is all that two looks can tell.`,
    )
  })

  it('says that the end came before the first look', () => {
    const first = { kind: 'first-look', from: null, windowMs: null } as const
    expect(note(first, '2026-11-24T02:00:00Z')).toBe(
      'Already Completed when first seen: how long it ran is not known. Created 02:00:00, as stated by Alibaba Cloud (GmtCreate).',
    )
  })

  it('says how long a job ran, and runs so far', () => {
    const known = lasted(25_000, 30_000)
    const range = `${span(25_000)} to ${span(30_000)}`
    const running = { from: 'initializing', status: 'running', lasted: known } as const
    expect(note({ ...running, isCurrent: false })).toBe(`Ran for ${range}.`)
    expect(note(running)).toBe(`So far ${range}, by the last look.`)
  })

  it('admits a long gap before any status', () => {
    const running = { from: 'initializing', status: 'running', windowMs: 200_000 } as const
    expect(note(running)).toContain('Still Initializing at the look before.')
  })

  it('names a move backwards', () => {
    expect(note({ kind: 'went-back', from: 'completed', status: 'running' })).toContain(
      'Went back from Completed to Running',
    )
  })

  it('has something to say of every event of a usual job', () => {
    const detail = aJobWithHistory()
    for (const event of timelineEvents(detail))
      expect(eventNote(en, formats, { event, createdAt: detail.job.createdAt, nowMs })).not.toBe('')
  })
})

import { describe, expect, test } from 'vitest'
import { formatsOf } from './formats.ts'

const iso = '2026-11-24T02:02:05.000Z'
const sameDayMs = Date.parse('2026-11-24T10:00:00Z')
const nextDayMs = Date.parse('2026-11-25T10:00:00Z')
const nextYearMs = Date.parse('2027-11-25T10:00:00Z')
const second = 1000

const english = formatsOf('en', 'Asia/Shanghai')
const chinese = formatsOf('zh-CN', 'Asia/Shanghai')

describe.each([
  {
    language: 'English',
    formats: english,
    said: {
      moment: 'Nov 24, 10:02:05',
      brief: 'Nov 24, 10:02',
      briefBefore: 'Nov 24, 2026',
      full: 'Nov 24, 2026, 10:02:05 UTC+8',
      spans: ['3 s', '6 min', '2 h', '4 days'],
      list: 'a, b, c',
    },
  },
  {
    language: 'Chinese',
    formats: chinese,
    said: {
      moment: '11月24日 10:02:05',
      brief: '11/24 10:02',
      briefBefore: '2026/11/24',
      full: '2026年11月24日 10:02:05 UTC+8',
      spans: ['3 秒', '6 分钟', '2 小时', '4 天'],
      list: 'a、b、c',
    },
  },
])('in $language', ({ formats, said }) => {
  test('a moment of today is a time, of another day a date and a time', () => {
    expect(formats.moment(iso, sameDayMs)).toBe('10:02:05')
    expect(formats.moment(iso, nextDayMs)).toBe(said.moment)
  })

  test('in a narrow place the seconds go, and past most of a year the time', () => {
    expect(formats.brief(iso, nextDayMs)).toBe(said.brief)
    expect(formats.brief(iso, nextYearMs)).toBe(said.briefBefore)
  })

  test('in full, the zone is named', () => {
    expect(formats.full(iso)).toBe(said.full)
  })

  test('a span is a figure, a space and a unit', () => {
    const spans = [3, 6 * 60, 2 * 3600, 4 * 86_400].map((count) => formats.span(count * second))
    expect(spans).toEqual(said.spans)
  })

  test('a list has marks between its texts, and no word', () => {
    expect(formats.list(['a', 'b', 'c'])).toBe(said.list)
    expect(formats.list(['a'])).toBe('a')
  })

  test('figures are grouped', () => {
    expect(formats.number(128_406)).toBe('128,406')
  })
})

test('the offset is that of the moment', () => {
  const formats = formatsOf('en', 'America/Los_Angeles')
  expect(formats.offset(Date.parse('2026-07-01T00:00:00Z'))).toBe('UTC-7')
  expect(formats.offset(Date.parse('2026-12-01T00:00:00Z'))).toBe('UTC-8')
})

const second = 1000
const minute = 60 * second
const hour = 60 * minute
const day = 24 * hour

export type Formats = ReturnType<typeof createFormats>

const made = new Map<string, Formats>()

/** Numbers, moments and spans for one language and zone. Formatters are costly: made once. */
export function formatsOf(locale: string, zone: string): Formats {
  const key = `${locale} ${zone}`
  const formats = made.get(key) ?? createFormats(locale, zone)
  made.set(key, formats)
  return formats
}

function createFormats(locale: string, zone: string) {
  const number = new Intl.NumberFormat(locale)
  const rate = new Intl.NumberFormat(locale, { maximumFractionDigits: 1, minimumFractionDigits: 1 })
  const figures = createFigures(locale)
  const percent = new Intl.NumberFormat(locale, { style: 'percent' })
  const clock = new Intl.DateTimeFormat(locale, {
    timeStyle: 'medium',
    hourCycle: 'h23',
    timeZone: zone,
  })
  const dated = new Intl.DateTimeFormat(locale, {
    month: 'short',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
    timeZone: zone,
  })
  // `11月23日` is too long where `Nov 23` is not; with figures alone English would be read two ways.
  const isHan = locale.startsWith('zh')
  const dayAndMinute = new Intl.DateTimeFormat(locale, {
    month: isHan ? 'numeric' : 'short',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZone: zone,
  })
  const dayAndYear = new Intl.DateTimeFormat(locale, {
    dateStyle: isHan ? 'short' : 'medium',
    timeZone: zone,
  })
  const minuteOf = new Intl.DateTimeFormat(locale, {
    dateStyle: 'medium',
    timeStyle: 'short',
    hourCycle: 'h23',
    timeZone: zone,
  })
  const full = new Intl.DateTimeFormat(locale, {
    dateStyle: 'medium',
    timeStyle: 'medium',
    hourCycle: 'h23',
    timeZone: zone,
  })
  const dayOf = new Intl.DateTimeFormat('en-CA', { dateStyle: 'short', timeZone: zone })
  // Chinese has no mark between units; this has one in both, and no word.
  const list = new Intl.ListFormat(locale, { style: 'narrow', type: 'conjunction' })
  const offset = createOffset(locale, zone)
  const isSameDay = (iso: string, nowMs: number) =>
    dayOf.format(new Date(iso)) === dayOf.format(nowMs)
  return {
    zone,
    /** `UTC+8`: how far the zone is ahead at this moment. */
    offset,
    number: (value: number) => number.format(value),
    rate: (value: number) => rate.format(value),
    ...figures,
    percent: (value: number) => percent.format(value),
    list: (texts: readonly string[]) => list.format(texts),
    /** `10:02:05` */
    clock: (iso: string) => clock.format(new Date(iso)),
    /** `10:02:05` today, `Nov 23, 10:02:05` on another day. */
    moment: (iso: string, nowMs: number) =>
      isSameDay(iso, nowMs) ? clock.format(new Date(iso)) : dated.format(new Date(iso)),
    /** For narrow places: `10:02:05` today, `Nov 23, 10:02` (`11/23 10:02`) within the year, `Nov 23, 2025` before. */
    brief: (iso: string, nowMs: number) => {
      if (isSameDay(iso, nowMs)) return clock.format(new Date(iso))
      const isRecent = nowMs - Date.parse(iso) < 300 * day
      return (isRecent ? dayAndMinute : dayAndYear).format(new Date(iso))
    },
    /** `Nov 23, 2026, 10:02`: what an input of date and time says. */
    minute: (iso: string) => minuteOf.format(new Date(iso)),
    /** `Nov 23, 2026, 10:02:05 UTC+8` */
    full: (iso: string) => `${full.format(new Date(iso))} ${offset(Date.parse(iso))}`,
    /** `3 s`, `6 min`, `2 h`, `4 d`: the largest unit alone, rounded down; never negative. */
    span: (ms: number) => span(locale, Math.max(0, ms)),
  }
}

function createFigures(locale: string) {
  const signed = new Intl.NumberFormat(locale, {
    maximumFractionDigits: 1,
    minimumFractionDigits: 1,
    signDisplay: 'exceptZero',
  })
  const milliseconds = new Intl.NumberFormat(locale, {
    style: 'unit',
    unit: 'millisecond',
    unitDisplay: 'short',
    maximumFractionDigits: 0,
  })
  return {
    /** `+0.2`, `0.0` */
    signed: (value: number) => signed.format(value),
    /** `84 ms` */
    milliseconds: (ms: number) => spaced(milliseconds.formatToParts(ms)),
  }
}

function createOffset(locale: string, zone: string) {
  const format = new Intl.DateTimeFormat(locale, { timeZone: zone, timeZoneName: 'shortOffset' })
  return (nowMs: number): string => {
    const parts = format.formatToParts(nowMs)
    const name = parts.find(({ type }) => type === 'timeZoneName')?.value ?? ''
    return name.replace('GMT', 'UTC')
  }
}

function span(locale: string, ms: number): string {
  const [value, unit] =
    ms < minute
      ? [ms / second, 'second' as const]
      : ms < hour
        ? [ms / minute, 'minute' as const]
        : ms < day
          ? [ms / hour, 'hour' as const]
          : [ms / day, 'day' as const]
  return spaced(unitFormat(locale, unit).formatToParts(Math.floor(value)))
}

/** A figure, a space and its unit, in every language. */
function spaced(parts: readonly Intl.NumberFormatPart[]): string {
  return parts
    .filter(({ type }) => type !== 'literal')
    .map(({ value: text }) => text)
    .join(' ')
}

const unitFormats = new Map<string, Intl.NumberFormat>()

function unitFormat(locale: string, unit: 'second' | 'minute' | 'hour' | 'day'): Intl.NumberFormat {
  const key = `${locale} ${unit}`
  const known = unitFormats.get(key)
  if (known) return known
  // Seconds and hours by their symbols, as "short" would say "sec" and "hr"; "6m" would be metres.
  const unitDisplay = unit === 'second' || unit === 'hour' ? 'narrow' : 'short'
  const format = new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay })
  unitFormats.set(key, format)
  return format
}

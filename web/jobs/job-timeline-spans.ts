import type { Messages } from '../i18n/en.ts'
import type { Formats } from '../i18n/formats.ts'
import type { Lasted, TimelineEvent } from './job-timeline.ts'
import { isFinalStatus, statusWord } from './job-words.ts'

const second = 1000
const minute = 60 * second
const hour = 60 * minute
const day = 24 * hour
const units = [day, hour, minute, second]

/** The two largest units: `10 min 25 s`, `2 h 3 min`, `45 s`. */
export function exactSpan(formats: Formats, spanMs: number): string {
  const largest = units.find((unit) => spanMs >= unit) ?? second
  const smaller = units[units.indexOf(largest) + 1]
  const rest = spanMs % largest
  const head = formats.span(spanMs)
  return smaller && rest >= smaller ? `${head} ${formats.span(rest)}` : head
}

/**
 * `10 min 25 s to 10 min 35 s`; rounded outwards to whole seconds, so that it stays true. Tells how
 * much of it nobody saw.
 */
export function lastedText(messages: Messages, formats: Formats, lasted: Lasted): string {
  const words = messages.detail.observed
  const text = rangeText(messages, formats, lasted)
  return lasted.unobservedMs === 0
    ? text
    : words.withGap(text, windowText(formats, lasted.unobservedMs))
}

function rangeText(messages: Messages, formats: Formats, lasted: Lasted): string {
  const words = messages.detail.observed
  const atLeast = exactSpan(formats, floorTo(lasted.atLeastMs))
  if (lasted.atMostMs === null) return words.atLeast(atLeast)
  const atMost = exactSpan(formats, ceilTo(lasted.atMostMs))
  return atLeast === atMost ? atLeast : words.range(atLeast, atMost)
}

export function windowText(formats: Formats, windowMs: number): string {
  return exactSpan(formats, Math.max(second, ceilTo(windowMs)))
}

/** `between 10:01:47 and 10:01:52`; the date of the second moment only where it differs. */
export function betweenText(
  messages: Messages,
  formats: Formats,
  { after, before, nowMs }: { after: string; before: string; nowMs: number },
): string {
  const from = formats.moment(after, nowMs)
  const to = formats.moment(before, Date.parse(after))
  const words = messages.detail.observed
  return formats.clock(after) === to ? words.at(from) : words.between(from, to)
}

/** `09:54:12 to 09:55:32`; the date of the second moment only where it differs. */
export function gapText(
  messages: Messages,
  formats: Formats,
  { after, before, nowMs }: { after: string; before: string; nowMs: number },
): string {
  const to = formats.moment(before, Date.parse(after))
  return messages.detail.observed.range(formats.moment(after, nowMs), to)
}

/** From here on two looks are far enough apart for much to have happened between them. */
export const longWindowMs = minute

type EventContext = { event: TimelineEvent; createdAt: string | null; nowMs: number }

/** What is known of one event beyond its moment, in one or two sentences. */
export function eventNote(
  messages: Messages,
  formats: Formats,
  { event, createdAt, nowMs }: EventContext,
): string {
  const words = messages.detail.observed
  const word = statusWord(messages, event.status)
  const from = event.from === null ? '' : statusWord(messages, event.from)
  const isLate = event.kind === 'first-look' && event.status !== 'initializing'
  const sentences = [
    isLate && (isFinalStatus(event.status) ? words.alreadyEnded(word) : words.already(word)),
    event.kind === 'went-back' && words.wentBack(from, word),
    event.kind === 'changed' &&
      event.windowMs !== null &&
      (isFinalStatus(event.status) || event.windowMs >= longWindowMs) &&
      words.window(from, windowText(formats, event.windowMs)),
    event.kind === 'first-look' &&
      createdAt !== null &&
      words.created(formats.moment(createdAt, nowMs)),
    event.kind !== 'first-look' && lastedNote(messages, formats, event),
  ]
  return messages.sentences(sentences)
}

function lastedNote(messages: Messages, formats: Formats, event: TimelineEvent) {
  if (!event.lasted) return false
  const words = messages.detail.observed
  const span = lastedText(messages, formats, event.lasted)
  if (event.isCurrent) return words.soFar(span)
  if (event.status === 'running') return words.ran(span)
  return words.lasted(statusWord(messages, event.status), span)
}

const floorTo = (spanMs: number) => Math.floor(spanMs / second) * second
const ceilTo = (spanMs: number) => Math.ceil(spanMs / second) * second

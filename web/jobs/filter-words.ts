import { type JobFilter, readMoment } from '../../server/jobs/job-filter.ts'
import type { JobStatus, Strategy } from '../api/client.ts'
import type { Messages } from '../i18n/en.ts'
import type { Formats } from '../i18n/formats.ts'
import { type FilterPart, filterParts } from './job-search.ts'
import { maskUid, statusWord, strategyWord } from './job-words.ts'

/** A filter in words: `Status` `is any of` `Running, Completed`. */
export type FilterWords = {
  readonly part: FilterPart
  readonly name: string
  readonly operator: string
  readonly value: string
  /** All of it as one: `Status is Running`. */
  readonly text: string
}

type Predicate = Pick<FilterWords, 'operator' | 'value'>

export type ValueName = (part: FilterPart, value: string) => string

export function filterInWords(
  filter: JobFilter,
  messages: Messages,
  formats: Formats,
  nameOf: ValueName,
): readonly FilterWords[] {
  const words = messages.list.filter
  return filterParts(filter).map((part) => {
    const name = words.names[part]
    const said = predicateInWords(part, filter, messages, formats, nameOf)
    return { part, name, ...said, text: words.phrase(name, said.operator, said.value) }
  })
}

function predicateInWords(
  part: FilterPart,
  filter: JobFilter,
  messages: Messages,
  formats: Formats,
  nameOf: ValueName,
): Predicate {
  const words = messages.list.filter
  if (part === 'created') return createdInWords(filter, messages, formats)
  if (part === 'devices') return devicesInWords(filter, messages, formats)
  if (part === 'missing') return missingInWords(filter, messages)
  if (part === 'q') return { operator: words.contains, value: filter.q ?? '' }
  const values = filter[part] ?? []
  return {
    operator: values.length === 1 ? words.is : words.isAnyOf,
    value: formats.list(values.map((value) => nameOf(part, value))),
  }
}

/** What a filter's value is called; an instance by the name that the facets know it by. */
export function nameOfValue(messages: Messages, instanceName: (id: string) => string): ValueName {
  return (part, value) => {
    if (value === '') return messages.list.filter.empty
    if (part === 'status') return statusWord(messages, value as JobStatus)
    if (part === 'strategy') return strategyWord(messages, value as Strategy)
    if (part === 'targetUid') return maskUid(value)
    if (part === 'sourceInstance' || part === 'targetInstance') return instanceName(value) || value
    return value
  }
}

function missingInWords({ missing }: JobFilter, messages: Messages) {
  const words = messages.list.missing
  return { operator: words.operator, value: words[missing ?? 'hidden'] }
}

function devicesInWords(
  { devicesFrom: from, devicesTo: to }: JobFilter,
  messages: Messages,
  { number }: Formats,
) {
  const words = messages.list.devices
  if (to === undefined) return { operator: words.atLeast, value: number(from ?? 0) }
  if (from === undefined) return { operator: words.atMost, value: number(to) }
  if (from === to) return { operator: words.exactly, value: number(to) }
  return { operator: words.within, value: words.between(number(from), number(to)) }
}

function createdInWords(
  { createdFrom, createdTo }: JobFilter,
  messages: Messages,
  formats: Formats,
) {
  const words = messages.list.created
  const ago = createdTo === undefined && createdFrom !== undefined && readAgo(createdFrom)
  if (ago) {
    const preset = createdFrom && words.presets[createdFrom]
    return { operator: words.inTheLast, value: preset || words.ago(ago.value, ago.unit) }
  }
  const text = (moment: string | undefined) =>
    moment ? momentInWords(moment, messages, formats) : ''
  if (createdTo === undefined) return { operator: words.after, value: text(createdFrom) }
  if (createdFrom === undefined) return { operator: words.before, value: text(createdTo) }
  return {
    operator: messages.list.filter.is,
    value: words.between(text(createdFrom), text(createdTo)),
  }
}

function momentInWords(text: string, messages: Messages, formats: Formats): string {
  const ago = readAgo(text)
  if (ago) return messages.detail.ago(messages.list.created.ago(ago.value, ago.unit))
  const moment = readMoment(text, 0)
  return moment === null ? text : formats.minute(new Date(moment).toISOString())
}

/** `-P7D` → 7 days. */
function readAgo(text: string): { value: number; unit: 'D' | 'H' | 'M' } | null {
  const found = /^-PT?(\d+)([DHM])$/.exec(text)
  return found ? { value: Number(found[1]), unit: found[2] as 'D' | 'H' | 'M' } : null
}

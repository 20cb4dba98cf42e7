import type { JobStatus, Strategy } from '../api/client.ts'
import type { Messages } from '../i18n/en.ts'
import type { ColumnId } from './list-view.ts'

/** Which words and which glyph a status has: its own, or those of a status that we do not know. */
export function statusKey(status: JobStatus) {
  switch (status) {
    case 'initializing':
    case 'running':
    case 'completed':
    case 'interrupted':
      return status
    default:
      return 'unknown'
  }
}

/** Whether the status can still change, by what the documents say. */
export function isFinalStatus(status: JobStatus): boolean {
  return status === 'completed' || status === 'interrupted'
}

export function statusWord(messages: Messages, status: JobStatus): string {
  const key = statusKey(status)
  return key === 'unknown' ? messages.status.unknown(unknownValue(status)) : messages.status[key]
}

/** One line that says what a status means. */
export function statusHelp(messages: Messages, status: JobStatus): string {
  return messages.status.help[statusKey(status)]
}

export function strategyWord(messages: Messages, strategy: Strategy): string {
  return strategy === 'specified-region' || strategy === 'nearest-region'
    ? messages.strategy[strategy]
    : messages.strategy.unknown(unknownValue(strategy))
}

/** What a column is called in its head and in the list of columns. */
export function columnWord(messages: Messages, id: ColumnId): string {
  const words = messages.list.table.columns
  if (id === 'deviceCount') return words.devices
  if (id === 'createdAt') return words.created
  if (id === 'statusSince') return words.observed
  return words[id]
}

/** The region's place, or its id where we know no name for it. */
export function regionName(messages: Messages, region: string): string {
  return (Object.hasOwn(messages.region, region) && messages.region[region]) || region
}

/** `1984268643261234567` → `198•••567`: enough to tell two accounts apart, too little to use. */
export function maskUid(uid: string): string {
  if (uid === '') return ''
  return uid.length > 8 ? `${uid.slice(0, 3)}•••${uid.slice(-3)}` : `${uid.slice(0, 1)}•••`
}

/** What came in place of a known value: `unknown-7` → `7`. */
export function unknownValue(text: string): string {
  return text.slice('unknown-'.length)
}

import { readJobFilter } from '../../server/jobs/job-filter.ts'
import type { AuditEntry } from '../api/client.ts'
import type { Messages } from '../i18n/en.ts'
import type { Formats } from '../i18n/formats.ts'
import { filterInWords, nameOfValue } from '../jobs/filter-words.ts'

/** Who it was: whoever their sign-in names, or what is known of somebody whom nothing names. */
export function viewerInWords({ audit: words }: Messages, { viewer }: AuditEntry): string {
  if (viewer.role === 'anonymous') return words.nobody
  return isLocal(viewer) ? words.localViewer : viewer.name
}

/** One of those who cannot be told apart. */
export function isLocal({ id, name }: AuditEntry['viewer']): boolean {
  return id === 'local' && name === 'local'
}

export function actInWords(messages: Messages, formats: Formats, entry: AuditEntry): string {
  const words = messages.audit
  switch (entry.action) {
    case 'view':
      return words.viewed
    case 'result':
      return words.tookResult
    case 'export': {
      const { jobCount, format } = entry
      return words.exported(jobCount, formats.number(jobCount), format.toUpperCase())
    }
    case 'sign-in':
      return words.signedIn
    case 'sign-out':
      return lookUp(words.signedOut, entry.why)
    case 'refused':
      return words.refused
    default:
      // A newer version may have written the file.
      return words.somethingElse(String((entry as { action: unknown }).action))
  }
}

type SignInEntry = Extract<AuditEntry, { readonly by: string }>

/** How somebody signs in, and what else is known of it, each a line. */
export function signInInWords({ audit: words }: Messages, entry: SignInEntry): readonly string[] {
  const by = lookUp(words.by, entry.by)
  if (entry.action === 'sign-in') return [by]
  if (entry.action === 'sign-out') {
    return entry.endedBy === null ? [by] : [by, words.endedBy(entry.endedBy)]
  }
  const from = entry.peer === null ? [] : [words.from(entry.peer)]
  return [lookUp(words.whyRefused, entry.why), by, ...from]
}

/** A code of a newer version as it was written. */
function lookUp(words: Readonly<Record<string, string>>, code: string): string {
  return Object.hasOwn(words, code) ? (words[code] ?? code) : code
}

/** Which jobs were exported; a filter of another version as it was written. */
export function exportedInWords(messages: Messages, formats: Formats, filter: string): string {
  if (filter === '') return messages.audit.noFilter
  const read = readJobFilter(new URLSearchParams(filter))
  if (read.faults.length > 0) return filter
  const named = nameOfValue(messages, (id) => id)
  // Of values in a list a filter is told apart by another mark.
  return filterInWords(read.filter, messages, formats, named)
    .map(({ text }) => text)
    .join(' · ')
}

import type { JobFilter, JobSort } from '../jobs/job-filter.ts'
import { readFilterQuery } from './list-query.ts'

export const exportFormats = ['csv', 'ndjson'] as const
export type ExportFormat = (typeof exportFormats)[number]

/** `masked`: enough of an account id to tell two apart, too little to use. */
export const accountChoices = ['masked', 'full'] as const
export type AccountChoice = (typeof accountChoices)[number]

export type ExportQuery = {
  readonly filter: JobFilter
  readonly sort: JobSort
  readonly format: ExportFormat
  readonly accounts: AccountChoice
}

/**
 * Reads the query of `/api/export`: filter and sort as `/api/jobs` has them, `format`, and
 * `accounts` (`masked` unless given). Refuses the rest by name, paging too: a file is the whole set.
 */
export function readExportQuery(params: URLSearchParams): ExportQuery {
  const format = readOne(params, 'format', exportFormats)
  const accounts = params.has('accounts') ? readOne(params, 'accounts', accountChoices) : 'masked'
  const wrong = [
    ...(format === null ? [wordFault(params, 'format', exportFormats)] : []),
    ...(accounts === null ? [wordFault(params, 'accounts', accountChoices)] : []),
  ]
  const list = readFilterQuery(params, { names: ['format', 'accounts'], wrong })
  return { ...list, format: format ?? 'csv', accounts: accounts ?? 'masked' }
}

/** `null`: absent, unknown, or given as several different ones. */
function readOne<W extends string>(
  params: URLSearchParams,
  name: string,
  words: readonly W[],
): W | null {
  const [value, ...others] = new Set(params.getAll(name))
  return others.length === 0 ? (words.find((word) => word === value) ?? null) : null
}

function wordFault(params: URLSearchParams, name: string, words: readonly string[]): string {
  return `${name}=${params.getAll(name).join()} (${words.join(' or ')})`
}

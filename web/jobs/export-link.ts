import { type JobFilter, writeJobFilter } from '../../server/jobs/job-filter.ts'
import { toSearchParams, toSearchText } from '../search-params.ts'
import { basePath } from '../served-page.ts'
import type { ListSearch } from './list-queries.ts'

export type ExportLinkParts = {
  readonly search: ListSearch
  /** These jobs alone, listed or not; `null`: all that match. */
  readonly jobIds: readonly string[] | null
  /** Whose those are; absent: there is one connection. */
  readonly connections?: readonly string[] | undefined
  readonly format: 'csv' | 'ndjson'
  readonly hasWholeAccounts: boolean
}

/** What servers and proxies take as one line of a request, with room for what they add. */
const longestLink = 12_000

/** Where the file is; `null`: so many jobs are chosen that no link can name them. */
export function exportLink(parts: ExportLinkParts): string | null {
  const { search, jobIds, connections, format, hasWholeAccounts } = parts
  const filter: JobFilter =
    jobIds === null
      ? search.filter
      : { jobId: jobIds, ...(connections && { connection: connections }), missing: 'shown' }
  const text = toSearchText({
    ...toSearchParams(writeJobFilter(filter, search.sort)),
    format: [format],
    ...(hasWholeAccounts ? { accounts: ['full'] } : {}),
  })
  const link = `${basePath()}/api/export?${text}`
  return link.length > longestLink ? null : link
}

import { AppError } from '../errors.ts'
import { filterNames, type JobFilter, type JobSort, readJobFilter } from '../jobs/job-filter.ts'
import type { JobListQuery } from '../jobs/job-store.ts'

/** Of a request's whole address, of which nothing else is read: it is not worth parsing. */
export function paramsOf(url: string): URLSearchParams {
  const at = url.indexOf('?')
  return new URLSearchParams(at < 0 ? '' : url.slice(at))
}

/** Reads the query of `/api/jobs` and `/api/facets`; refuses as `readFilterQuery` does. */
export function readListQuery(params: URLSearchParams): JobListQuery {
  const pageSize = readPageSize(params.get('pageSize'))
  const wrong = pageSize === null ? [`pageSize=${params.get('pageSize')} (1 to 200)`] : []
  const { filter, sort } = readFilterQuery(params, { names: ['pageSize', 'nextToken'], wrong })
  return { filter, sort, pageSize: pageSize ?? 0, nextToken: params.get('nextToken') ?? undefined }
}

/** What a route takes besides filter and sort, and what is wrong with that. */
type OwnParams = { readonly names: readonly string[]; readonly wrong: readonly string[] }

/**
 * Reads filter and sort. A script's typing error must not pass for an answer, so here any fault is
 * refused (`invalid-request`, all of them named); the page drops the broken part alone.
 */
export function readFilterQuery(
  params: URLSearchParams,
  own: OwnParams,
): { readonly filter: JobFilter; readonly sort: JobSort } {
  const { filter, sort, faults } = readJobFilter(params)
  const names = [...filterNames, ...own.names]
  const wrong = [
    ...[...new Set(params.keys())].filter((name) => !names.includes(name)),
    ...faults.map(({ name, value }) => `${name}=${value}`),
    ...own.wrong,
  ]
  if (wrong.length > 0) throw new AppError('invalid-request', `not understood: ${wrong.join(', ')}`)
  return { filter, sort }
}

function readPageSize(text: string | null): number | null {
  if (text === null) return 50
  const size = /^\d{1,3}$/.test(text) ? Number(text) : 0
  return size >= 1 && size <= 200 ? size : null
}

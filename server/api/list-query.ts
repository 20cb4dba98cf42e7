import { AppError } from '../errors.ts'
import { filterNames, readJobFilter } from '../jobs/job-filter.ts'
import type { JobListQuery } from '../jobs/job-store.ts'

const names: readonly string[] = [...filterNames, 'pageSize', 'nextToken']

/**
 * Reads the query of `/api/jobs` and `/api/facets`. A script's typing error must not pass for an
 * answer, so here any fault is refused (`invalid-request`, all of them named); the page drops
 * the broken part alone.
 */
export function readListQuery(params: URLSearchParams): JobListQuery {
  const { filter, sort, faults } = readJobFilter(params)
  const pageSize = readPageSize(params.get('pageSize'))
  const wrong = [
    ...[...new Set(params.keys())].filter((name) => !names.includes(name)),
    ...faults.map(({ name, value }) => `${name}=${value}`),
    ...(pageSize === null ? [`pageSize=${params.get('pageSize')} (1 to 200)`] : []),
  ]
  if (pageSize === null || wrong.length > 0) {
    throw new AppError('invalid-request', `not understood: ${wrong.join(', ')}`)
  }
  return { filter, sort, pageSize, nextToken: params.get('nextToken') ?? undefined }
}

function readPageSize(text: string | null): number | null {
  if (text === null) return 50
  const size = /^\d{1,3}$/.test(text) ? Number(text) : 0
  return size >= 1 && size <= 200 ? size : null
}

import { useMemo } from 'react'
import { toSearchText } from '../search-params.ts'
import { basePath } from '../served-page.ts'
import { type JobSearch, writeJobSearch } from './job-search.ts'

/** The address of the page with a job's drawer open; written once for each job of the same list. */
export function useRowHref(search: JobSearch): (jobId: string) => string {
  const others = toSearchText(writeJobSearch({ ...search, job: null }))
  // biome-ignore lint/correctness/useExhaustiveDependencies: of the search only what is written counts
  return useMemo(() => {
    const list = `${basePath()}/jobs`
    const known = new Map<string, string>()
    return (jobId) => {
      const href =
        known.get(jobId) ?? `${list}?${toSearchText(writeJobSearch({ ...search, job: jobId }))}`
      known.set(jobId, href)
      return href
    }
  }, [others])
}

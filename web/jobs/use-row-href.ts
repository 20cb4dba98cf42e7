import { useMemo } from 'react'
import type { MirroredJob } from '../api/client.ts'
import { toSearchText } from '../search-params.ts'
import { basePath } from '../served-page.ts'
import { useToRef } from './job-ref.ts'
import { type JobSearch, withJob, writeJobSearch } from './job-search.ts'
import { rowKey } from './list-pages.ts'

/** The address of the page with a job's drawer open; written once for each job of the same list. */
export function useRowHref(search: JobSearch): (job: MirroredJob) => string {
  const toRef = useToRef()
  const others = toSearchText(writeJobSearch({ ...search, job: null, jobConnection: null }))
  // biome-ignore lint/correctness/useExhaustiveDependencies: of the search only what is written counts
  return useMemo(() => {
    const list = `${basePath()}/jobs`
    const known = new Map<string, string>()
    return (job) => {
      const key = rowKey(job)
      const href =
        known.get(key) ?? `${list}?${toSearchText(writeJobSearch(withJob(search, toRef(job))))}`
      known.set(key, href)
      return href
    }
  }, [others, toRef])
}

import { useNavigate } from '@tanstack/react-router'
import { withoutJob, writeJobSearch } from '../jobs/job-search.ts'
import { useJobSearch } from '../jobs/use-job-search.ts'
import { type PageName, pagePaths } from './pages.ts'

/** The way to a page; to the list with the filters that it has. */
export function useGoTo(): (page: PageName) => void {
  const navigate = useNavigate()
  const [search] = useJobSearch()
  return (page) => {
    const list = writeJobSearch({ ...withoutJob(search), faults: [] })
    void (page === 'jobs'
      ? navigate({ to: '/jobs', search: list })
      : navigate({ href: pagePaths[page] }))
  }
}

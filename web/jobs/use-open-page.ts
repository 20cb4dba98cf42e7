import { useNavigate } from '@tanstack/react-router'
import { useShortcuts } from '../ui/shortcuts.ts'
import { writeJobSearch } from './job-search.ts'
import { useJobSearch } from './use-job-search.ts'

/** Opens a job as a page of its own, with the way back to the list as it is. */
export function useOpenPage(): (jobId: string) => void {
  const [search] = useJobSearch()
  const navigate = useNavigate()
  return (jobId) =>
    void navigate({
      to: '/jobs/$jobId',
      params: { jobId },
      search: writeJobSearch({ ...search, job: null, faults: [] }),
    })
}

/** The key that does so: for the row in focus, or for the job whose drawer is open. */
export function useOpenPageKey() {
  const [search] = useJobSearch()
  const openPage = useOpenPage()
  useShortcuts({
    openPage(event) {
      const link = document.activeElement?.closest('a')
      // On any other link the browser has an answer of its own to this key.
      const jobId = link ? new URL(link.href).searchParams.get('job') : search.job
      if (jobId === null) return
      event.preventDefault()
      openPage(jobId)
    },
  })
}

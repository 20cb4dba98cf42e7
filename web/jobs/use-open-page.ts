import { useNavigate } from '@tanstack/react-router'
import { useShortcuts } from '../ui/shortcuts.ts'
import type { JobRef } from './job-ref.ts'
import { openJob, toPageSearch } from './job-search.ts'
import { useJobSearch } from './use-job-search.ts'

/** Opens a job as a page of its own, with the way back to the list as it is. */
export function useOpenPage(): (job: JobRef) => void {
  const [search] = useJobSearch()
  const navigate = useNavigate()
  return (job) =>
    void navigate({
      to: '/jobs/$jobId',
      params: { jobId: job.jobId },
      search: toPageSearch(search, job),
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
      const job = link ? namedBy(new URL(link.href).searchParams) : openJob(search)
      if (job === null) return
      event.preventDefault()
      openPage(job)
    },
  })
}

function namedBy(params: URLSearchParams): JobRef | null {
  const jobId = params.get('job')
  return jobId === null ? null : { jobId, connection: params.get('jobConnection') }
}

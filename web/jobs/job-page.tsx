import { Link, useParams } from '@tanstack/react-router'
import { ArrowLeft } from 'lucide-react'
import { useMessages } from '../i18n/language.tsx'
import { NoticeBar } from '../sync/notice-bar.tsx'
import { buttonClass } from '../ui/button.tsx'
import { JobDetail } from './job-detail.tsx'
import { withoutJob, writeJobSearch } from './job-search.ts'
import { useJobSearch } from './use-job-search.ts'

/** One job as a page of its own; its query is the list's, so that the way back is the same list. */
export function JobPage() {
  const words = useMessages().list
  const { jobId = '' } = useParams({ strict: false })
  const [search] = useJobSearch()
  return (
    <main id="main" className="min-h-0 overflow-y-auto bg-bg">
      <title>{words.jobTitle(jobId)}</title>
      <NoticeBar />
      <div className="flex h-(--h-filters) flex-none items-center border-y border-line px-(--gutter)">
        <Link
          to="/jobs"
          search={writeJobSearch(withoutJob(search))}
          className={`${buttonClass({ kind: 'ghost' })} -ml-2`}
        >
          <ArrowLeft aria-hidden="true" strokeWidth={2.25} />
          {words.drawer.back}
        </Link>
      </div>
      <JobDetail wanted={{ jobId, connection: search.jobConnection }} variant="page" />
    </main>
  )
}

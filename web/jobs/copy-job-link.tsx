import { useRouter } from '@tanstack/react-router'
import { Link as LinkIcon } from 'lucide-react'
import { useMessages } from '../i18n/language.tsx'
import { CopyButton } from '../ui/copy-button.tsx'
import type { JobRef } from './job-ref.ts'
import { useDetailView } from './use-detail-view.ts'

/** The job's own page as it is shown here; of the list that it was found in it says nothing. */
export function CopyJobLink({ job, className }: { job: JobRef; className?: string }) {
  const words = useMessages().detail.copy
  const { jobId, connection } = job
  const router = useRouter()
  const [{ tab, route }] = useDetailView()
  const read = () => {
    const { publicHref } = router.buildLocation({
      to: '/jobs/$jobId',
      params: { jobId },
      search: {
        ...(connection !== null && { jobConnection: [connection] }),
        ...(tab && { tab: [tab] }),
        ...(route && { route: [route] }),
      },
    })
    return window.location.origin + publicHref
  }
  return <CopyButton text={read} label={words.jobLink} icon={LinkIcon} className={className} />
}

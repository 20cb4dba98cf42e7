import { useRouter } from '@tanstack/react-router'
import { Link as LinkIcon } from 'lucide-react'
import { useMessages } from '../i18n/language.tsx'
import { CopyButton } from '../ui/copy-button.tsx'
import { useDetailView } from './use-detail-view.ts'

/** The job's own page as it is shown here; of the list that it was found in it says nothing. */
export function CopyJobLink({ jobId, className }: { jobId: string; className?: string }) {
  const words = useMessages().detail.copy
  const router = useRouter()
  const [{ tab, route }] = useDetailView()
  const { publicHref } = router.buildLocation({
    to: '/jobs/$jobId',
    params: { jobId },
    search: { ...(tab && { tab: [tab] }), ...(route && { route: [route] }) },
  })
  return (
    <CopyButton
      text={window.location.origin + publicHref}
      label={words.jobLink}
      icon={LinkIcon}
      className={className}
    />
  )
}

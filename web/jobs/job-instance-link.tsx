import { Link } from '@tanstack/react-router'
import { ListFilter } from 'lucide-react'
import type { Instance } from '../api/client.ts'
import { useMessages } from '../i18n/language.tsx'
import { buttonClass } from '../ui/button.tsx'

type InstanceJobsLinkProps = { instance: Instance; end: 'source' | 'target' }

/** To the list of all jobs that touch this instance at the same end. */
export function InstanceJobsLink({ instance, end }: InstanceJobsLinkProps) {
  const words = useMessages().detail.route
  const name = instance.name || instance.id
  const label = end === 'source' ? words.allFrom(name) : words.allTouching(name)
  return (
    <Link
      to="/jobs"
      search={
        end === 'source' ? { sourceInstance: [instance.id] } : { targetInstance: [instance.id] }
      }
      aria-label={label}
      title={label}
      className={buttonClass({ kind: 'icon', tiny: true })}
    >
      <ListFilter aria-hidden="true" strokeWidth={2.5} />
    </Link>
  )
}

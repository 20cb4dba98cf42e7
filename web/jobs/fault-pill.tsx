import { TriangleAlert, X } from 'lucide-react'
import type { FilterFault } from '../../server/jobs/job-filter.ts'
import { useMessages } from '../i18n/language.tsx'

/** A part of the link that was left out, by its own words. */
export function FaultPill({ fault, onDismiss }: { fault: FilterFault; onDismiss: () => void }) {
  const words = useMessages().list.filter
  const part = `${fault.name}=${fault.value}`
  return (
    <span
      role="status"
      className="inline-flex min-h-6 flex-none items-center rounded-r2 bg-warn-soft text-12 whitespace-nowrap text-warn-text shadow-[inset_0_0_0_1px_var(--warn-line)] max-sm:min-h-8"
    >
      <TriangleAlert aria-hidden="true" className="ml-2 size-3.5" strokeWidth={2.25} />
      <span className="max-w-80 overflow-hidden px-1.5 text-ellipsis" title={part}>
        {words.misunderstood(part)}
      </span>
      <button
        type="button"
        aria-label={words.dismiss(part)}
        onClick={onDismiss}
        className="grid w-6 self-stretch place-items-center rounded-r-r2 border-l border-warn-line max-sm:w-8"
      >
        <X aria-hidden="true" className="size-3" strokeWidth={2.5} />
      </button>
    </span>
  )
}

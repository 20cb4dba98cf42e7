import { ListFilter } from 'lucide-react'
import type { Instance, MirroredJob } from '../api/client.ts'
import { useFormats, useMessages } from '../i18n/language.tsx'
import { Button } from '../ui/button.tsx'
import { CopyButton } from '../ui/copy-button.tsx'
import type { OpenCard } from '../ui/hover-card.ts'
import { HoverCardPopup } from '../ui/hover-card-popup.tsx'
import { filterLabel, narrowed } from './cell-filter.ts'
import { type JobSearch, withFilter } from './job-search.ts'
import { regionName } from './job-words.ts'
import type { ChangeSearch } from './use-job-search.ts'

type TargetsCardBodyProps = {
  job: MirroredJob
  search: JobSearch
  change: ChangeSearch
  card: OpenCard
  onClose: () => void
}

/** Each target by name, region and id; the id to be copied, the list to be narrowed to it. */
export function TargetsCardBody({ job, search, change, card, onClose }: TargetsCardBodyProps) {
  const words = useMessages().tableTools.targets
  const formats = useFormats()
  const title = words.title(formats.number(job.targets.length))
  return (
    <HoverCardPopup card={card} onClose={onClose} title={title} className="w-96 py-1">
      <p aria-hidden="true" className="px-3 pt-1 text-12 font-medium text-text-3">
        {title}
      </p>
      <ul className="max-h-72 overflow-y-auto">
        {job.targets.map((target, at) => (
          // The same instance may be stated twice.
          // biome-ignore lint/suspicious/noArrayIndexKey: targets of one job never move
          <li key={at} className="flex min-h-11 items-center gap-1 py-1 pr-1.5 pl-3">
            <Target target={target} />
            {target.id !== '' && (
              <TargetActs
                job={job}
                id={target.id}
                onFilter={(by) => {
                  onClose()
                  change(withFilter(search, narrowed(search.filter, by)))
                }}
              />
            )}
          </li>
        ))}
      </ul>
    </HoverCardPopup>
  )
}

function Target({ target: { name, region, id } }: { target: Instance }) {
  const messages = useMessages()
  const place = regionName(messages, region)
  return (
    <span className="min-w-0 flex-1">
      <span className="block overflow-hidden text-ellipsis whitespace-nowrap">
        {name || messages.tableTools.targets.unnamed}
      </span>
      <span className="block overflow-hidden text-12 text-ellipsis whitespace-nowrap text-text-3">
        {place === region ? region : `${place}, ${region}`} · <code>{id}</code>
      </span>
    </span>
  )
}

type TargetActsProps = {
  job: MirroredJob
  id: string
  onFilter: (by: { name: 'targetInstance'; value: string }) => void
}

function TargetActs({ job, id, onFilter }: TargetActsProps) {
  const messages = useMessages()
  const by = { name: 'targetInstance' as const, value: id }
  const label = filterLabel(messages, job, by)
  return (
    <>
      <CopyButton text={id} label={messages.detail.copy.instanceId(id)} />
      <Button kind="icon" tiny aria-label={label} title={label} onClick={() => onFilter(by)}>
        <ListFilter aria-hidden="true" strokeWidth={2.5} />
      </Button>
    </>
  )
}

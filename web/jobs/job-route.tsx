import type { MirroredJob } from '../api/client.ts'
import { useMessages } from '../i18n/language.tsx'
import { Segmented } from '../ui/segmented.tsx'
import { DetailSection, type DetailVariant } from './job-detail-section.tsx'
import { JobRouteLanes } from './job-route-lanes.tsx'
import { JobRouteTable } from './job-route-table.tsx'
import { strategyWord } from './job-words.ts'
import { useDetailView } from './use-detail-view.ts'

/** From where to where: as lanes to see, as a table to read, copy and follow. */
export function JobRoute({ job, variant }: { job: MirroredJob; variant: DetailVariant }) {
  const messages = useMessages()
  const words = messages.detail.route
  const [{ route }, show] = useDetailView()
  const note =
    job.strategy === 'nearest-region' ? words.nearest : strategyWord(messages, job.strategy)
  if (job.targets.length === 0) {
    return (
      <DetailSection title={words.title} note={note} variant={variant}>
        <p className="text-text-3">{words.none}</p>
      </DetailSection>
    )
  }
  return (
    <DetailSection
      title={words.title}
      note={note}
      variant={variant}
      action={
        <Segmented
          label={words.show}
          value={route ?? 'lanes'}
          options={[
            { value: 'lanes', label: words.lanes },
            { value: 'table', label: words.table },
          ]}
          onChange={(view) => show({ route: view === 'table' ? 'table' : null })}
        />
      }
    >
      {route === null && <JobRouteLanes job={job} />}
      <JobRouteTable targets={job.targets} isDrawn={route === 'table'} />
    </DetailSection>
  )
}

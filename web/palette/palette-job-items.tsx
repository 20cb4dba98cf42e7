import { ArrowRight, CloudDownload, CornerDownLeft } from 'lucide-react'
import type { MirroredJob } from '../api/client.ts'
import type { Messages } from '../i18n/en.ts'
import type { JobRef } from '../jobs/job-ref.ts'
import { statusWord } from '../jobs/job-words.ts'
import { rowKey } from '../jobs/list-pages.ts'
import { GoneGlyph, StatusGlyph } from '../jobs/status-glyph.tsx'
import { Marked } from './marked.tsx'
import type { Choice, PaletteItem } from './palette-item.ts'
import type { PaletteSearch } from './use-palette-search.ts'

type JobKit = {
  readonly messages: Messages
  readonly palette: PaletteSearch
  readonly toRef: (job: MirroredJob) => JobRef
  openJob(job: JobRef, how: Choice): void
}

/** The job whose id was typed or pasted; asked for at Alibaba Cloud where the mirror lacks it. */
export function idItems({ messages, palette, openJob }: JobKit): readonly PaletteItem[] {
  const words = messages.palette
  const { jobId, known } = palette
  if (jobId === null) return []
  if (known === null) {
    return [
      {
        id: `job ${jobId}`,
        glyph: <CloudDownload strokeWidth={2.25} />,
        label: words.lookUp(jobId),
        aside: words.oneCall,
        run: () => openJob({ jobId, connection: null }, { asPage: true }),
      },
    ]
  }
  return [
    {
      id: `job ${jobId}`,
      glyph: known ? <JobGlyph job={known} /> : <CornerDownLeft strokeWidth={2.25} />,
      label: (
        <>
          {words.openJob} <code>{jobId}</code>
        </>
      ),
      aside: known && <JobAside job={known} match="" messages={messages} />,
      // Of an id that several connections have, the page lets the reader choose.
      run: (how) => openJob({ jobId, connection: null }, how),
    },
  ]
}

export function jobItems({ messages, palette, toRef, openJob }: JobKit): readonly PaletteItem[] {
  const { found, rest } = palette
  return (found?.jobs ?? []).map((job) => ({
    id: `job ${rowKey(job)}`,
    glyph: <JobGlyph job={job} />,
    label: (
      <code className="text-13">
        <Marked text={job.jobId} match={rest} />
      </code>
    ),
    aside: <JobAside job={job} match={rest} messages={messages} />,
    run: (how) => openJob(toRef(job), how),
  }))
}

function JobGlyph({ job }: { job: MirroredJob }) {
  return job.missingSince === null ? <StatusGlyph status={job.status} /> : <GoneGlyph />
}

type JobAsideProps = { job: MirroredJob; match: string; messages: Messages }

/** Status in words for those who do not see its shape, then the route: `A → B +2`. */
function JobAside({
  job: { status, source, targets, missingSince },
  match,
  messages,
}: JobAsideProps) {
  const words = messages.palette
  const wanted = match.trim().toLowerCase()
  // The target that was searched for, wherever it stands among the others.
  const target =
    targets.find(({ name, id }) => `${name} ${id}`.toLowerCase().includes(wanted)) ?? targets[0]
  return (
    <>
      <span className="sr-only">
        {missingSince === null ? statusWord(messages, status) : messages.list.table.gone},{' '}
      </span>
      <span className="max-sm:hidden">
        <Marked text={source.name || source.id} match={match} />
      </span>
      {target && (
        <>
          <ArrowRight aria-hidden="true" className="size-3 flex-none max-sm:hidden" />
          <span className="sr-only">{words.targets}</span>
          <span className="overflow-hidden text-ellipsis">
            <Marked text={target.name || target.id} match={match} />
          </span>
          {targets.length > 1 && words.more(targets.length - 1)}
        </>
      )}
    </>
  )
}

import { Link } from '@tanstack/react-router'
import { Clock } from 'lucide-react'
import type { Instance, MirroredJob } from '../api/client.ts'
import { useFormats, useMessages } from '../i18n/language.tsx'
import type { SearchParams } from '../search-params.ts'
import { CopyButton } from '../ui/copy-button.tsx'
import { Ago } from '../ui/moment.tsx'
import { useNow } from '../ui/now.ts'
import { HopGlyph } from './hop-glyph.tsx'
import { isFinalStatus, maskUid, statusWord, strategyWord } from './job-words.ts'
import { GoneGlyph, StatusGlyph } from './status-glyph.tsx'

type CellProps = { job: MirroredJob }

/** `left`: it is no longer what the filter asks for; the row stays all the same. */
export function StatusCell({ job, left }: CellProps & { left: boolean }) {
  const messages = useMessages()
  const formats = useFormats()
  const word = statusWord(messages, job.status)
  if (job.missingSince !== null) {
    return (
      <span
        className="state"
        title={`${messages.detail.callout.gone(formats.moment(job.missingSince, Date.now()))}\n${messages.list.table.lastSeen(word)}`}
      >
        <GoneGlyph />
        {messages.list.table.gone}
      </span>
    )
  }
  return (
    <span className="state">
      <StatusGlyph status={job.status} />
      {left ? messages.list.table.now(word) : word}
    </span>
  )
}

/** The id's own parts: the start tells jobs apart, the fixed tail tells nothing. */
export function IdCell({ job, to, tabbable }: CellProps & { to: SearchParams; tabbable: boolean }) {
  const words = useMessages().detail.copy
  const { jobId } = job
  const isLong = jobId.length > 16
  return (
    <>
      <Link
        to="/jobs"
        search={to}
        className="id"
        tabIndex={tabbable ? 0 : -1}
        title={jobId}
        aria-label={jobId}
      >
        <span>{isLong ? jobId.slice(0, 8) : jobId}</span>
        {isLong && <span className="b">{jobId.slice(8, -6)}</span>}
        {isLong && <span className="c">{jobId.slice(-6)}</span>}
      </Link>
      <span className="act">
        <CopyButton text={jobId} label={words.jobId} />
      </span>
    </>
  )
}

export function DevicesCell({ job }: CellProps) {
  const words = useMessages().list.table
  const formats = useFormats()
  if (job.deviceCount === null) return words.notKnown
  return (
    <>
      {formats.number(job.deviceCount)}
      <span className="unit">{words.devices(job.deviceCount)}</span>
    </>
  )
}

export function SourceCell({ job }: CellProps) {
  return (
    <span className="two">
      <InstanceLines instance={job.source} />
    </span>
  )
}

export function TargetsCell({ job }: CellProps) {
  const words = useMessages().list.table
  const [first, ...others] = job.targets
  if (!first) return words.notKnown
  const regions = [...new Set(job.targets.map(({ region, id }) => region || id))]
  return (
    <>
      <span className="hop">
        <HopGlyph strategy={job.strategy} />
      </span>
      <span className="two" title={job.targets.map(({ name, id }) => name || id).join(', ')}>
        {others.length === 0 ? (
          <InstanceLines instance={first} />
        ) : (
          <>
            <span className="one">
              <span className="name">{first.name || first.id}</span>
              <span className="more">{words.more(others.length)}</span>
            </span>
            <span className="sub">
              <span className="wide">{regionsInWords(regions, words.more)}</span>
              <span className="narrow">
                {regions.length === 1 ? regions[0] : words.regions(regions.length)}
              </span>
            </span>
          </>
        )}
      </span>
    </>
  )
}

function InstanceLines({ instance: { id, name, region } }: { instance: Instance }) {
  return (
    <>
      <span className="one">{name || id}</span>
      <span className="sub">
        {region}
        {region && name && (
          <span className="mid" aria-hidden="true">
            ·
          </span>
        )}
        {name && <code>{id}</code>}
      </span>
    </>
  )
}

/** `us-east-1, us-west-1 +2` */
function regionsInWords(regions: readonly string[], more: (count: number) => string): string {
  const shown = regions.slice(0, 2).join(', ')
  return regions.length > 2 ? `${shown} ${more(regions.length - 2)}` : shown
}

export function StrategyCell({ job }: CellProps) {
  return strategyWord(useMessages(), job.strategy)
}

export function AccountCell({ job }: CellProps) {
  return <code>{maskUid(job.targetUid)}</code>
}

export function CreatedCell({ job: { createdAt } }: CellProps) {
  const { list, detail } = useMessages()
  const formats = useFormats()
  const nowMs = useNow()
  if (createdAt === null) return list.table.notKnown
  return (
    <time dateTime={createdAt} title={formats.full(createdAt)} className="two">
      <span className="one">{detail.ago(formats.span(nowMs - Date.parse(createdAt)))}</span>
      <span className="sub">{formats.brief(createdAt, nowMs)}</span>
    </time>
  )
}

const lateMs = 15_000

/** When we last looked, and for how long the status has been what it is. */
export function ObservedCell({ job }: CellProps) {
  const words = useMessages().list.table
  const formats = useFormats()
  const nowMs = useNow()
  const mayChange = !isFinalStatus(job.status) && job.missingSince === null
  const isLate = mayChange && nowMs - Date.parse(job.confirmedAt) > lateMs
  const inStatus = formats.span(nowMs - Date.parse(job.statusSince.before))
  return (
    <span className={isLate ? 'two late' : 'two'}>
      <span className="one">
        {isLate && <Clock aria-hidden="true" strokeWidth={2.25} />}
        <Ago iso={job.confirmedAt} />
      </span>
      <span className="sub">
        {job.statusSince.after === null
          ? words.inStatusAtLeast(inStatus)
          : words.inStatus(inStatus)}
      </span>
    </span>
  )
}

import { Clock } from 'lucide-react'
import type { Instance, MirroredJob } from '../api/client.ts'
import { useFormats, useMessages } from '../i18n/language.tsx'
import { CopyButton } from '../ui/copy-button.tsx'
import { useNowText } from '../ui/now.ts'
import { CardTime } from '../ui/time-card.tsx'
import { type CellFilter, cellFilters, filterKey, filterLabel } from './cell-filter.ts'
import { HopGlyph } from './hop-glyph.tsx'
import { isFinalStatus, maskUid, statusWord, strategyWord } from './job-words.ts'
import { GoneGlyph, StatusGlyph } from './status-glyph.tsx'

export type CellProps = {
  job: MirroredJob
  /** It is no longer what the filter asks for; the row stays all the same. */
  left: boolean
  /** The page with this job's drawer open. */
  href: string
  /** Its row is the one that Tab reaches. */
  isTabStop: boolean
  /** What it offers besides its words stands there. */
  hasActs: boolean
  /** Filters that the list already has, alone: see `soleFilters`. */
  sole: ReadonlySet<string>
}

export function StatusCell({ job, left, sole, hasActs }: CellProps) {
  const messages = useMessages()
  const formats = useFormats()
  const word = statusWord(messages, job.status)
  const { gone, lastSeen, now } = messages.list.table
  return (
    <>
      {job.missingSince === null ? (
        <>
          <StatusGlyph status={job.status} />
          {left ? now(word) : word}
        </>
      ) : (
        <>
          <GoneGlyph />
          <span
            title={`${messages.detail.callout.gone(formats.moment(job.missingSince, Date.now()))}\n${lastSeen(word)}`}
          >
            {gone}
          </span>
        </>
      )}
      {hasActs && <FilterAct job={job} by={cellFilters(job).status} sole={sole} />}
    </>
  )
}

/** Narrows the list to what the cell says. Beside the words, and reached from them by arrow keys. */
function FilterAct({ job, by, sole }: Pick<CellProps, 'job' | 'sole'> & { by: CellFilter | null }) {
  const messages = useMessages()
  if (by === null || sole.has(filterKey(by))) return null
  const label = filterLabel(messages, job, by)
  return (
    <button
      type="button"
      className="act by"
      tabIndex={-1}
      aria-label={label}
      title={label}
      data-filter={by.name}
      data-value={by.value}
    />
  )
}

/** The id's own parts: the start tells jobs apart, the fixed tail tells nothing. */
export function IdCell({ job, href, isTabStop, hasActs }: CellProps) {
  const words = useMessages().detail.copy
  const { jobId } = job
  const isLong = jobId.length > 16
  return (
    <>
      {/* Not the router's link, which looks at the address once for each row: see use-row-acts.ts. */}
      <a href={href} className="id" tabIndex={isTabStop ? 0 : -1} title={jobId} aria-label={jobId}>
        {isLong ? jobId.slice(0, 8) : jobId}
        {isLong && <span className="b">{jobId.slice(8, -6)}</span>}
        {isLong && <span className="c">{jobId.slice(-6)}</span>}
      </a>
      {hasActs && (
        <span className="act">
          <CopyButton text={jobId} label={words.jobId} />
        </span>
      )}
    </>
  )
}

export function ProductCell({ job, sole, hasActs }: CellProps) {
  return (
    <>
      {job.productKey}
      {hasActs && <FilterAct job={job} by={cellFilters(job).productKey} sole={sole} />}
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

export function SourceCell({ job, sole, hasActs }: CellProps) {
  return (
    <>
      <InstanceLines instance={job.source} />
      {hasActs && <FilterAct job={job} by={cellFilters(job).source} sole={sole} />}
    </>
  )
}

export function TargetsCell({ job, sole, hasActs }: CellProps) {
  const words = useMessages().list.table
  const [first, ...others] = job.targets
  if (!first) return words.notKnown
  const regions = [...new Set(job.targets.map(({ region, id }) => region || id))]
  return (
    <>
      <HopGlyph strategy={job.strategy} />
      {others.length === 0 ? (
        <InstanceLines instance={first} />
      ) : (
        <span tabIndex={-1} data-targets-card="">
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
        </span>
      )}
      {hasActs && <FilterAct job={job} by={cellFilters(job).targets} sole={sole} />}
    </>
  )
}

function InstanceLines({ instance: { id, name, region } }: { instance: Instance }) {
  return (
    <>
      {`${name || id} `}
      <br />
      <span className="sub">
        {region}
        {name && <code className={region && 'next'}>{id}</code>}
      </span>
    </>
  )
}

/** `us-east-1, us-west-1 +2` */
function regionsInWords(regions: readonly string[], more: (count: number) => string): string {
  const shown = regions.slice(0, 2).join(', ')
  return regions.length > 2 ? `${shown} ${more(regions.length - 2)}` : shown
}

export function StrategyCell({ job, sole, hasActs }: CellProps) {
  const messages = useMessages()
  return (
    <>
      {strategyWord(messages, job.strategy)}
      {hasActs && <FilterAct job={job} by={cellFilters(job).strategy} sole={sole} />}
    </>
  )
}

export function AccountCell({ job, sole, hasActs }: CellProps) {
  return (
    <>
      {maskUid(job.targetUid)}
      {hasActs && <FilterAct job={job} by={cellFilters(job).targetUid} sole={sole} />}
    </>
  )
}

export function ConnectionCell({ job, sole, hasActs }: CellProps) {
  return (
    <>
      {job.connection}
      {hasActs && <FilterAct job={job} by={cellFilters(job).connection} sole={sole} />}
    </>
  )
}

export function CreatedCell({ job: { createdAt } }: CellProps) {
  const { list } = useMessages()
  if (createdAt === null) return list.table.notKnown
  return <Created createdAt={createdAt} />
}

function Created({ createdAt }: { createdAt: string }) {
  const { detail } = useMessages()
  const formats = useFormats()
  const age = useNowText((nowMs) => detail.ago(formats.span(nowMs - Date.parse(createdAt))))
  const moment = useNowText((nowMs) => formats.brief(createdAt, nowMs))
  return (
    <CardTime dateTime={createdAt} tabIndex={-1}>
      <span className="one">{`${age} `}</span>
      <br />
      <span className="sub">{moment}</span>
    </CardTime>
  )
}

const lateMs = 15_000
const day = 86_400_000

/** When we last looked, and for how long the status has been what it is. */
export function ObservedCell({ job }: CellProps) {
  const { list, detail } = useMessages()
  const formats = useFormats()
  const { confirmedAt, statusSince } = job
  const mayChange = !isFinalStatus(job.status) && job.missingSince === null
  const lookedAt = Date.parse(confirmedAt)
  const isLate = useNowText((nowMs) => (mayChange && nowMs - lookedAt > lateMs ? 'late' : ''))
  const looked = useNowText((nowMs) =>
    nowMs - lookedAt < day
      ? detail.ago(formats.span(nowMs - lookedAt))
      : formats.moment(confirmedAt, nowMs),
  )
  const inStatus = useNowText((nowMs) => {
    const span = formats.span(nowMs - Date.parse(statusSince.before))
    return statusSince.after === null ? list.table.inStatusAtLeast(span) : list.table.inStatus(span)
  })
  return (
    <>
      {isLate && <Clock className="late" aria-hidden="true" strokeWidth={2.25} />}
      <CardTime dateTime={confirmedAt} tabIndex={-1} className={isLate || undefined}>
        {looked}
      </CardTime>
      <br />
      <span className="sub">{inStatus}</span>
    </>
  )
}

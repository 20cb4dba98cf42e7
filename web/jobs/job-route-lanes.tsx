import type { Instance, MirroredJob } from '../api/client.ts'
import { useMessages } from '../i18n/language.tsx'
import { regionName } from './job-words.ts'

const rowHeight = 44
const forkX = 36
const endX = 72

/** One lane per target, top to bottom: from the source's middle, by a fork where there are several. */
export function lanePaths(targetCount: number): readonly string[] {
  const middle = (targetCount * rowHeight) / 2
  return Array.from({ length: targetCount }, (_, index) => {
    const y = laneY(index)
    if (y === middle) return `M4 ${middle}H${endX}`
    const turn = y < middle ? `V${y + 8}q0 -8 8 -8` : `V${y - 8}q0 8 8 8`
    return `M4 ${middle}H${forkX}${turn}H${endX}`
  })
}

const laneY = (index: number) => index * rowHeight + rowHeight / 2

/** A picture: hidden from assistive tech, which reads the table of the same targets. */
export function JobRouteLanes({ job }: { job: MirroredJob }) {
  const forks = job.targets.length > 1 || job.strategy === 'nearest-region'
  return (
    <div
      aria-hidden="true"
      className="grid items-center gap-y-2 @md:grid-cols-[172px_80px_minmax(0,1fr)]"
    >
      <SourceNode source={job.source} />
      <Lanes count={job.targets.length} forks={forks} />
      <ul className="min-w-0 @max-md:ml-5">
        {job.targets.map((target) => (
          <TargetRow key={`${target.region} ${target.id}`} target={target} />
        ))}
      </ul>
    </div>
  )
}

function Lanes({ count, forks }: { count: number; forks: boolean }) {
  const height = count * rowHeight
  return (
    <svg
      aria-hidden="true"
      viewBox={`0 0 80 ${height}`}
      width="80"
      height={height}
      className="hidden text-line-3 @md:block"
    >
      <g fill="none" stroke="currentColor" strokeWidth="1.5">
        {lanePaths(count).map((path) => (
          <path key={path} d={path} />
        ))}
      </g>
      <circle
        cx="4"
        cy={height / 2}
        r="3.5"
        stroke="currentColor"
        strokeWidth="1.5"
        className="fill-surface"
      />
      {forks && (
        <circle
          cx={forkX}
          cy={height / 2}
          r="4"
          strokeWidth="2"
          className="fill-accent stroke-surface [paint-order:stroke]"
        />
      )}
      {Array.from({ length: count }, (_, index) => laneY(index)).map((y) => (
        <path key={y} d={`M71 ${y - 4}l5 4-5 4z`} fill="currentColor" />
      ))}
    </svg>
  )
}

function SourceNode({ source }: { source: Instance }) {
  const messages = useMessages()
  return (
    <div className="grid min-w-0 gap-0.5 rounded-lg border border-line-2 bg-surface px-3 py-2.5 shadow-1">
      <InstanceName instance={source} />
      <span className="flex items-baseline gap-1.5 text-12 text-text-2">
        {regionName(messages, source.region) || messages.detail.notStated}
        <code className="truncate text-11 text-text-3">{source.region}</code>
      </span>
    </div>
  )
}

function TargetRow({ target }: { target: Instance }) {
  const messages = useMessages()
  return (
    <li
      className={`relative grid h-11 grid-cols-[116px_minmax(0,1fr)] items-center border-line @max-md:pl-7 @md:not-first:border-t ${branch}`}
    >
      <span className="grid pl-1 text-12">
        <span className="truncate">
          {regionName(messages, target.region) || messages.detail.notStated}
        </span>
        <code className="truncate text-11 text-text-3">{target.region}</code>
      </span>
      <span className="grid">
        <InstanceName instance={target} />
      </span>
    </li>
  )
}

/** Where there is no room for lanes: a tree that grows down from the source. */
const branch =
  '@max-md:before:absolute @max-md:before:-top-2 @max-md:before:left-0 @max-md:before:h-[30px] @max-md:before:w-5 @max-md:before:rounded-bl-lg @max-md:before:border-b @max-md:before:border-l @max-md:before:border-line-3 @max-md:not-last:after:absolute @max-md:not-last:after:inset-y-0 @max-md:not-last:after:left-0 @max-md:not-last:after:w-px @max-md:not-last:after:bg-line-3'

/** Its name over its id; the id alone where the upstream stated no name. */
function InstanceName({ instance: { id, name } }: { instance: Instance }) {
  if (name === '') return <code className="truncate text-12">{id}</code>
  return (
    <>
      <span className="truncate leading-[1.125rem]" title={name}>
        {name}
      </span>
      <code className="truncate text-11 text-text-3">{id}</code>
    </>
  )
}

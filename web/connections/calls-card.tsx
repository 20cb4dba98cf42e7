import type { CallHistory, ConnectionSync } from '../api/client.ts'
import { useFormats, useMessages } from '../i18n/language.tsx'
import { CallChart } from './call-chart.tsx'
import { layers } from './call-columns.ts'
import { Card } from './card.tsx'

type CallsCardProps = {
  quota: ConnectionSync['quota']
  /** `undefined`: not answered yet. */
  calls: CallHistory | undefined
}

/** How much of the quota is used, and for what. */
export function CallsCard({ quota, calls }: CallsCardProps) {
  const words = useMessages().connections.calls
  const formats = useFormats()
  const figures: [string, string | null][] = [
    [words.peak, calls ? formats.number(calls.peakPerSecond1h) : null],
    [words.throttled, calls ? formats.number(calls.throttled1h) : null],
    [words.median, calls ? inMs(calls.medianMs) : null],
    [words.slowest, calls ? inMs(calls.slowest5PercentMs) : null],
  ]
  function inMs(ms: number | null): string {
    return ms === null ? words.unknown : formats.milliseconds(ms)
  }
  return (
    <Card title={words.title} aside={<Legend />}>
      <div className="mb-3 flex flex-wrap items-end justify-between gap-x-8 gap-y-3">
        <p className="flex items-baseline gap-2 text-text-2">
          <b className="text-[1.75rem] leading-9 font-semibold tracking-num text-text tabular-nums">
            {formats.rate(quota.callsPerSecond)}
          </b>
          {words.perSecond}
        </p>
        <dl className="flex flex-wrap gap-x-6 gap-y-2 text-12 max-sm:grid max-sm:w-full max-sm:grid-cols-2">
          {figures.map(([name, value]) => (
            <div key={name}>
              <dt className="text-text-3">{name}</dt>
              <dd className="text-13 font-medium tabular-nums">
                {value ?? <span className="skeleton my-1 w-10" />}
              </dd>
            </div>
          ))}
        </dl>
      </div>
      <CallChart columns={calls?.seconds} cap={quota.ceiling ?? quota.slots} />
    </Card>
  )
}

function Legend() {
  const { purposes } = useMessages().connections
  return (
    <ul className="flex flex-wrap gap-x-4 text-text-2">
      {layers.map(({ name, fill }) => (
        <li key={name} className="flex items-center gap-1.5">
          <i
            aria-hidden="true"
            className="size-2 rounded-[2px] forced-color-adjust-none"
            style={{ background: fill }}
          />
          {purposes[name]}
        </li>
      ))}
    </ul>
  )
}

import { Check, CircleDashed, LoaderCircle } from 'lucide-react'
import type { ReactNode } from 'react'
import type { ConnectionDetail, ConnectionSync } from '../api/client.ts'
import { useFormats, useMessages } from '../i18n/language.tsx'
import { progressOf } from '../sync/notice.ts'
import { Moment } from '../ui/moment.tsx'
import { useNow } from '../ui/now.ts'
import { Card, Row } from './card.tsx'

type SyncCardProps = { sync: ConnectionSync; detail: ConnectionDetail | undefined }

/** How new and how whole the mirror is. */
export function SyncCard({ sync, detail }: SyncCardProps) {
  const words = useMessages().connections.sync
  const formats = useFormats()
  const { lastSweep } = sync
  return (
    <Card title={words.title}>
      <ul>
        <Step
          glyph={<LoaderCircle aria-hidden="true" className="size-4 text-st-run" />}
          name={words.active}
          at={sync.asOf && <Moment iso={sync.asOf} />}
        >
          {words.activeHelp}
        </Step>
        <FullCheck sync={sync} />
        {lastSweep && (
          <Step
            glyph={<Check aria-hidden="true" className="size-4 text-text-3" />}
            name={words.lastSweep}
            at={<Moment iso={lastSweep.finishedAt} />}
          >
            {words.took(
              formats.span(Date.parse(lastSweep.finishedAt) - Date.parse(lastSweep.startedAt)),
              lastSweep.jobsRead === null ? null : formats.number(lastSweep.jobsRead),
            )}
          </Step>
        )}
      </ul>
      <dl className="mt-2">
        <Row name={words.jobsKnown}>{formats.number(sync.jobsKnown)}</Row>
        {detail && (
          <>
            <Row name={words.transitions}>{formats.number(detail.transitionsRecorded)}</Row>
            <Row name={words.observingSince}>
              {detail.observingSince ? <Moment iso={detail.observingSince} /> : words.notYet}
            </Row>
            <Row name={words.viewers}>{words.viewersText(formats.number(detail.viewers))}</Row>
          </>
        )}
      </dl>
    </Card>
  )
}

function FullCheck({ sync }: { sync: ConnectionSync }) {
  const words = useMessages().connections.sync
  const formats = useFormats()
  const nowMs = useNow()
  if (!sync.sweep) {
    return (
      <Step
        glyph={<CircleDashed aria-hidden="true" className="size-4 text-text-3" />}
        name={words.sweep}
        at={sync.nextSweepAt && <Moment iso={sync.nextSweepAt} />}
      >
        {words.nextSweep}
      </Step>
    )
  }
  const { jobsRead, jobCount } = sync.sweep
  const fraction = jobCount ? Math.min(1, (jobsRead ?? 0) / jobCount) : null
  const { leftMs } = progressOf(sync, nowMs)
  return (
    <Step
      glyph={<LoaderCircle aria-hidden="true" className="size-4 text-st-run" />}
      name={words.sweep}
      at={fraction === null ? null : formats.percent(fraction)}
    >
      {words.sweepRead(
        jobsRead === null ? null : formats.number(jobsRead),
        jobCount === null ? null : formats.number(jobCount),
        leftMs === null ? null : formats.span(leftMs + 999),
      )}
      {fraction !== null && (
        <span className="mt-1 block h-1 overflow-hidden rounded-full bg-surface-3">
          <span
            className="block h-full rounded-full bg-accent"
            style={{ width: `${fraction * 100}%` }}
          />
        </span>
      )}
    </Step>
  )
}

type StepProps = { glyph: ReactNode; name: string; at: ReactNode; children: ReactNode }

function Step({ glyph, name, at, children }: StepProps) {
  return (
    <li className="flex gap-2.5 border-b border-line py-2.5">
      <span className="mt-0.5 flex-none">{glyph}</span>
      <div className="min-w-0 flex-1">
        <div className="flex justify-between gap-3">
          <b className="font-medium">{name}</b>
          <span className="text-12 text-text-2 tabular-nums">{at}</span>
        </div>
        <div className="text-12 text-text-3">{children}</div>
      </div>
    </li>
  )
}

import type { ReactNode } from 'react'
import type { MirroredJob } from '../api/client.ts'
import type { Messages } from '../i18n/en.ts'
import { useFormats, useMessages } from '../i18n/language.tsx'
import { useNow } from '../ui/now.ts'
import { statusKey, unknownValue } from './job-words.ts'
import { ResultFile } from './result-file.tsx'
import { GoneGlyph, StatusGlyph } from './status-glyph.tsx'

/** What a person must know before reading on: of its status, and of a job that is gone. */
export function JobDetailCallouts({ job }: { job: MirroredJob }) {
  const { callout } = useMessages().detail
  const formats = useFormats()
  const nowMs = useNow()
  return (
    <div className="grid gap-3 empty:hidden">
      {job.missingSince !== null && (
        <Callout
          glyph={<GoneGlyph />}
          title={callout.gone(formats.moment(job.missingSince, nowMs))}
          text={callout.goneText}
        />
      )}
      <StatusCallout job={job} callout={callout} />
    </div>
  )
}

type StatusCalloutProps = { job: MirroredJob; callout: Messages['detail']['callout'] }

function StatusCallout({ job, callout }: StatusCalloutProps) {
  const formats = useFormats()
  switch (statusKey(job.status)) {
    case 'completed': {
      const { deviceCount } = job
      const devices = formats.number(deviceCount ?? 0)
      return (
        <Callout
          glyph={<StatusGlyph status="unknown-" />}
          title={callout.completed}
          text={callout.completedText(deviceCount, devices)}
          action={<ResultFile job={job} />}
        />
      )
    }
    case 'interrupted':
      return (
        <Callout
          glyph={<StatusGlyph status={job.status} />}
          title={callout.interrupted}
          text={callout.interruptedText}
          action={<ResultFile job={job} />}
          tone="stop"
        />
      )
    case 'unknown':
      return (
        <Callout
          glyph={<StatusGlyph status={job.status} />}
          title={callout.unknown}
          text={callout.unknownText(unknownValue(job.status))}
        />
      )
    default:
      return null
  }
}

type CalloutProps = {
  glyph: ReactNode
  title: string
  text: string
  action?: ReactNode
  tone?: keyof typeof tones
}

function Callout({ glyph, title, text, action, tone = 'quiet' }: CalloutProps) {
  return (
    <div className={`flex flex-wrap gap-3 rounded-lg border p-3 ${tones[tone]}`}>
      <span className="mt-0.5">{glyph}</span>
      <div className="min-w-56 flex-1">
        <b>{title}</b>
        <p className="text-pretty text-text-2">{text}</p>
      </div>
      {action}
    </div>
  )
}

const tones = {
  quiet: 'border-line-2 bg-surface-2',
  stop: 'border-stop-line bg-stop-soft',
}

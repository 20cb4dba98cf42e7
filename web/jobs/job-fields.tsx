import type { ReactNode } from 'react'
import type { MirroredJob } from '../api/client.ts'
import { useFormats, useMessages } from '../i18n/language.tsx'
import { CopyButton } from '../ui/copy-button.tsx'
import { Moment } from '../ui/moment.tsx'
import { DetailSection, type DetailVariant } from './job-detail-section.tsx'
import { InstanceJobsLink } from './job-instance-link.tsx'
import { maskUid, regionName, strategyWord } from './job-words.ts'

type JobFieldsProps = { job: MirroredJob; variant: DetailVariant }

/** Every field, as stated by the upstream or added by the mirror. */
export function JobFields({ job, variant }: JobFieldsProps) {
  const messages = useMessages()
  const formats = useFormats()
  const { fields, copy } = messages.detail
  return (
    <DetailSection title={fields.title} variant={variant}>
      <dl className="grid gap-x-6 @md:grid-cols-2">
        <Field label={fields.jobId}>
          <Id text={job.jobId} copyLabel={copy.jobId} />
        </Field>
        <Field label={fields.productKey}>
          <Id text={job.productKey} copyLabel={copy.productKey} />
        </Field>
        <Field label={fields.devices}>
          {job.deviceCount !== null && formats.number(job.deviceCount)}
        </Field>
        <Field label={fields.strategy}>{strategyWord(messages, job.strategy)}</Field>
        <SourceFields source={job.source} />
        <Field label={fields.sourceAccount}>
          <Id text={job.sourceUid} shown={maskUid(job.sourceUid)} copyLabel={copy.sourceAccount} />
        </Field>
        <Field label={fields.targetAccount}>
          <Id text={job.targetUid} shown={maskUid(job.targetUid)} copyLabel={copy.targetAccount} />
        </Field>
        <Field label={fields.created}>{job.createdAt && <Moment iso={job.createdAt} full />}</Field>
        <Field label={fields.firstSeen}>
          <Moment iso={job.firstSeenAt} full />
        </Field>
        <Field label={fields.confirmed}>
          <Moment iso={job.confirmedAt} full />
        </Field>
        <Field label={fields.connection}>
          <code>{job.connection}</code>
        </Field>
        {job.missingSince !== null && (
          <Field label={fields.missing}>
            <Moment iso={job.missingSince} full />
          </Field>
        )}
      </dl>
    </DetailSection>
  )
}

function SourceFields({ source }: Pick<MirroredJob, 'source'>) {
  const messages = useMessages()
  const { fields, copy } = messages.detail
  return (
    <>
      <Field label={fields.source}>
        {source.id !== '' && (
          <>
            <span className="grid min-w-0">
              <span className="truncate">{source.name}</span>
              <code className="truncate text-12 text-text-3">{source.id}</code>
            </span>
            <CopyButton text={source.id} label={copy.instanceId(source.id)} />
            <InstanceJobsLink instance={source} end="source" />
          </>
        )}
      </Field>
      <Field label={fields.sourceRegion}>
        {source.region !== '' && (
          <span className="grid">
            {regionName(messages, source.region)}
            <code className="text-12 text-text-3">{source.region}</code>
          </span>
        )}
      </Field>
    </>
  )
}

/** What the upstream left out is named as such: a blank would read as a fault of the page. */
function Field({ label, children }: { label: string; children: ReactNode }) {
  const { notStated } = useMessages().detail
  return (
    <div className="min-h-13 min-w-0 border-t border-line py-2">
      <dt className="text-12 text-text-3">{label}</dt>
      <dd className="flex min-h-5 items-center gap-1 tabular-nums [&_button]:-my-0.5">
        {children || <span className="text-text-3">{notStated}</span>}
      </dd>
    </div>
  )
}

type IdProps = { text: string; copyLabel: string; shown?: string }

function Id({ text, copyLabel, shown = text }: IdProps) {
  const { notStated } = useMessages().detail
  if (text === '') return <span className="text-text-3">{notStated}</span>
  return (
    <>
      <code className="min-w-0 break-all">{shown}</code>
      <CopyButton text={text} label={copyLabel} />
    </>
  )
}

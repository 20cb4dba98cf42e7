import type { Instance, MirroredJob } from '../api/client.ts'
import type { Messages } from '../i18n/en.ts'
import type { Formats } from '../i18n/formats.ts'
import { toSearchText } from '../search-params.ts'
import { columnWord, maskUid, statusWord, strategyWord } from './job-words.ts'
import type { ColumnId } from './list-view.ts'

type MarkdownOptions = {
  readonly jobs: readonly MirroredJob[]
  readonly columns: readonly ColumnId[]
  /** There are several connections: links name a job's. */
  readonly hasMany: boolean
  readonly messages: Messages
  readonly formats: Formats
  /** `https://waybill.example`, without a path. */
  /** Where Waybill is, with its sub path. */
  readonly origin: string
  /** The page's own query, for the link where the jobs are too many to be named in one. */
  readonly listText: string
  readonly nowMs: number
}

const mostInLink = 20

/** A table of the shown columns, for a chat or an issue; below it, when it held and where to look. */
export function jobsMarkdown(options: MarkdownOptions): string {
  const { jobs, columns, messages, formats, origin, listText, nowMs } = options
  const words = messages.tableTools.markdown
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`
  const query =
    jobs.length > mostInLink ? listText : toSearchText({ jobId: jobs.map(({ jobId }) => jobId) })
  const count = words.jobs(jobs.length, formats.number(jobs.length))
  const moment = formats.full(new Date(nowMs).toISOString())
  return [
    line(columns.map((id) => escapeMarkdown(columnWord(messages, id)))),
    line(columns.map((id) => (id === 'deviceCount' ? '---:' : '---'))),
    ...jobs.map((job) => line(columns.map((id) => cellText(job, id, options)))),
    '',
    `${words.asOf(count, moment)} · [${words.link}](${origin}/jobs${query && `?${query}`})`,
    '',
  ].join('\n')
}

function cellText(
  job: MirroredJob,
  id: ColumnId,
  { messages, formats, origin, hasMany }: MarkdownOptions,
): string {
  const { notKnown, gone } = messages.list.table
  switch (id) {
    case 'status':
      return escapeMarkdown(job.missingSince === null ? statusWord(messages, job.status) : gone)
    case 'jobId':
      return `[${escapeMarkdown(job.jobId)}](${origin}/jobs/${encodeURIComponent(job.jobId)}${
        hasMany ? `?${toSearchText({ jobConnection: [job.connection] })}` : ''
      })`
    case 'connection':
      return escapeMarkdown(job.connection)
    case 'productKey':
      return escapeMarkdown(job.productKey)
    case 'deviceCount':
      return job.deviceCount === null ? notKnown : formats.number(job.deviceCount)
    case 'source':
      return escapeMarkdown(instanceText(job.source))
    case 'targets':
      return escapeMarkdown(formats.list(job.targets.map(instanceText)) || notKnown)
    case 'strategy':
      return escapeMarkdown(strategyWord(messages, job.strategy))
    case 'targetUid':
      return escapeMarkdown(maskUid(job.targetUid))
    case 'createdAt':
      return job.createdAt === null ? notKnown : escapeMarkdown(formats.full(job.createdAt))
    case 'statusSince':
      return escapeMarkdown(formats.full(job.confirmedAt))
  }
}

/** `Retail Frankfurt (eu-central-1, iot-cn-3ne6v4b9)` */
function instanceText({ name, region, id }: Instance): string {
  const details = [region, name && id].filter((text) => text !== '').join(', ')
  return details === '' ? name || id : `${name || id} (${details})`
}

/** Names come from outside: none of them may end a cell, start a tag or make a link. */
export function escapeMarkdown(text: string): string {
  return text.replace(/[\\|`*_[\]<>~&]/g, '\\$&').replace(/\s+/g, ' ')
}

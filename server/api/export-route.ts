import type { ServerResponse } from 'node:http'
import { setImmediate } from 'node:timers/promises'
import { type Context, Hono } from 'hono'
import type { AuditEvent } from '../audit/audit-entries.ts'
import type { AuditLog } from '../audit/audit-log.ts'
import { writeJobFilter } from '../jobs/job-filter.ts'
import type { JobListQuery, JobPage, JobView } from '../jobs/job-store.ts'
import type { ConnectionSync } from '../sync/sync-status.ts'
import { viewerOf } from './audit-route.ts'
import { csv } from './export-csv.ts'
import { ndjson } from './export-ndjson.ts'
import { type ExportQuery, readExportQuery } from './export-query.ts'
import {
  type ExportScope,
  fileName,
  fixTimes,
  scopeHeaders,
  toScope,
  withAccounts,
} from './export-scope.ts'
import { paramsOf } from './list-query.ts'
import { maskUid } from './mask-uid.ts'
import type { RequestEnv, ToldRequest } from './told-request.ts'

const formats = { csv, ndjson }
/** Few: nobody else has a turn while one is read and written. */
const pageSize = 50

export type ExportParts = {
  readonly audit: Pick<AuditLog, 'note'>
  /** Wall clock in epoch milliseconds. */
  readonly now: () => number
  /** Takes what failed when the reply was under way already. */
  readonly logError: (
    error: unknown,
    request: Pick<ToldRequest, 'method' | 'path' | 'requestId'>,
  ) => void
}

/**
 * `/api/export`: everything that a filter matches, as a file. Each job once while the list is
 * sorted by `createdAt`, which never changes; by anything else a job that changes its place while
 * the file is being written may be in it twice or not at all.
 */
export function exportRoute(parts: ExportParts) {
  return new Hono<RequestEnv>().get('/export', (c) => exportJobs(c, parts))
}

async function exportJobs(c: Context<RequestEnv>, { now, logError, audit }: ExportParts) {
  const sight = c.get('sight')
  const { jobs } = sight
  const nowMs = now()
  const asked = readExportQuery(paramsOf(c.req.url))
  const query = { ...asked, filter: fixTimes(asked.filter, nowMs) }
  // Read before the rows: they may be newer than what is said of them, never older.
  const asOf = sight.asOf(query.filter.connection)
  const facts = { asOf, statuses: await sight.statuses() }
  // The first page before the reply: what fails here is still told as every failure is.
  const first = await listPage(jobs, query)
  const scope = toScope({ query, jobCount: first.jobCount, ...facts, nowMs })
  audit.note(viewerOf(c), toAuditEvent(query, scope, facts.statuses))
  const file = writeFile({ jobs, query, first, scope })
  const { method, path } = c.req
  const onFailure = (error: unknown) =>
    logError(error, { method, path, requestId: c.get('requestId') })
  const outgoing = c.env?.outgoing
  // Who may look no more, or at something else, is not told the rest.
  outgoing?.once(
    'close',
    c.var.session.onEnd(() => outgoing.destroy()),
  )
  const body = toStream(file, onFailure, outgoing)
  const { contentType, extension } = formats[query.format]
  return c.body(body, 200, {
    'content-type': contentType,
    'content-disposition': `attachment; filename="${fileName(scope, extension)}"`,
    ...scopeHeaders(scope),
  })
}

function toAuditEvent(
  { format }: ExportQuery,
  { filter, jobCount, accounts }: ExportScope,
  statuses: readonly ConnectionSync[],
): AuditEvent {
  const connections = filter.connection ?? statuses.map(({ connection }) => connection)
  const { targetUid } = filter
  const masked = targetUid ? { targetUid: targetUid.map((uid) => maskUid(uid, '***')) } : {}
  const written = new URLSearchParams(writeJobFilter({ ...filter, ...masked })).toString()
  return { action: 'export', connections, format, accounts, filter: written, jobCount }
}

type FileParts = {
  readonly jobs: Pick<JobView, 'listJobs'>
  readonly query: ExportQuery
  readonly first: JobPage
  readonly scope: ExportScope
}

/** The file in pieces, one page of the list each: the next is read when the client took the last. */
async function* writeFile({ jobs, query, first, scope }: FileParts): AsyncGenerator<string> {
  const { head, row, end } = formats[query.format]
  let text = head(scope)
  let written = 0
  for (let page = first; ; page = await listPage(jobs, query, page.nextToken)) {
    // Everybody else has a turn between two pages; and the reply's head is out before the first, so
    // that what fails from here on cuts the reply instead of passing for a short one.
    await setImmediate()
    for (const job of page.jobs) text += row(withAccounts(job, query.accounts), scope)
    written += page.jobs.length
    yield text
    text = ''
    if (page.nextToken === null) break
  }
  yield end(written)
}

function listPage(
  jobs: FileParts['jobs'],
  { filter, sort }: ExportQuery,
  nextToken: string | null = null,
): Promise<JobPage> {
  const list: JobListQuery = { filter, sort, pageSize }
  return jobs.listJobs(nextToken === null ? list : { ...list, nextToken })
}

/**
 * A failure is told, and cuts the line; a client who goes away ends it in silence. (A stream that
 * fails would be told once more, to the console and all of it, by who writes it out.)
 */
function toStream(
  file: AsyncGenerator<string>,
  onFailure: (error: unknown) => void,
  outgoing?: ServerResponse,
) {
  const encoder = new TextEncoder()
  let isGone = false
  const source: UnderlyingDefaultSource<Uint8Array<ArrayBuffer>> = {
    async pull(controller) {
      try {
        const piece = await file.next()
        if (isGone) return
        if (piece.done) controller.close()
        else controller.enqueue(encoder.encode(piece.value))
      } catch (error) {
        onFailure(error)
        if (!outgoing) throw error
        outgoing.destroy()
      }
    },
    async cancel() {
      isGone = true
      await file.return(undefined)
    },
  }
  // Nothing is read ahead of the client.
  return new ReadableStream(source, { highWaterMark: 0 })
}

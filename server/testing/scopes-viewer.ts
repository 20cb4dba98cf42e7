import { expect } from 'vitest'
import { type JobFilter, type JobSort, writeJobFilter } from '../jobs/job-filter.ts'
import { type JobGrant, type JobScope, scopeKey } from '../jobs/job-scope.ts'
import { allFigures, asOf, connections, type House } from './scopes-house.ts'
import type { ScopesModel } from './scopes-model.ts'
import type { Question } from './scopes-world.ts'

/** How much was asked, and how much of what was asked for there was to be found, or was not to be. */
export type ScopeCounts = Record<'queries' | 'rows' | 'hidden' | 'found' | 'notFound', number>

export type ViewerParts = {
  readonly house: House
  readonly model: ScopesModel
  readonly scopes: readonly JobScope[]
  readonly counts: ScopeCounts
}

type Row = { readonly connection: string; readonly jobId: string }
type Viewer = ReturnType<typeof aReader>

/** Everything that one viewer asks, held against what the model says that they may be told. */
export function aViewer(parts: ViewerParts, index: number) {
  const viewer = aReader(parts, index)
  return {
    json: viewer.json,
    async ask(question: Question) {
      const { kind } = question
      if (kind === 'list') return askList(viewer, question)
      if (kind === 'facets') return askFacets(viewer, question)
      if (kind === 'export') return askExport(viewer, question)
      return kind === 'sync' ? askSync(viewer) : askJob(viewer, kind, question)
    },
  }
}

/** Reads as this viewer; nothing that is read may have a text of a job that is not for them. */
function aReader({ house, model, scopes, counts }: ViewerParts, index: number) {
  const scope = scopes[index] ?? []
  const others = scopes[1 - index] ?? []
  const isPart = scope !== 'everything'
  const seen = () =>
    isPart
      ? connections.filter((name) =>
          scope.some((grant) => grant.connections?.includes(name) ?? true),
        )
      : connections

  async function read(path: string, method?: string) {
    counts.queries += 1
    const reply = await house.read(index, path, method)
    if (isPart) expect(model.of(scope).foreignIn(reply.text), path).toEqual([])
    return reply
  }

  return {
    scope,
    isPart,
    counts,
    model,
    seen,
    read,
    asOf: ({ connection }: JobFilter) =>
      seen().some((name) => connection?.includes(name) ?? true) ? asOf : null,
    async json(path: string, method?: string) {
      const { status, text } = await read(path, method)
      return { status, body: JSON.parse(text) }
    },
    /** A token opens for who may see the same, and else is one of another list. */
    async lend(path: string) {
      const { status } = await house.read(1 - index, path)
      expect(status).toBe(scopeKey(others) === scopeKey(scope) ? 200 : 400)
    },
  }
}

async function askList(viewer: Viewer, { filter, sort, pageSize }: Question) {
  const { model, scope, counts } = viewer
  const expected = model.of(scope).list(filter, sort)
  counts.rows += expected.length
  counts.hidden += model.of('everything').list(filter, sort).length - expected.length
  const path = `/api/jobs?${toQuery(filter, sort, { pageSize: String(pageSize) })}`
  const walked: string[] = []
  for (let token: string | null = ''; token !== null; ) {
    const { status, body } = await viewer.json(token === '' ? path : `${path}&nextToken=${token}`)
    expect(status).toBe(200)
    expect(body).toMatchObject({ jobCount: expected.length, asOf: viewer.asOf(filter) })
    walked.push(...body.jobs.map(keyOf))
    if (walked.length > expected.length) break
    token = body.nextToken
    if (token !== null) await viewer.lend(`${path}&nextToken=${token}`)
  }
  expect(walked).toEqual(expected)
}

async function askFacets({ json, model, scope, isPart, asOf }: Viewer, { filter }: Question) {
  const { body } = await json(`/api/facets?${toQuery(filter)}`)
  // Who sees everything is told the newest name of an instance, whichever job has it.
  if (isPart) expect(body.facets).toEqual(model.of(scope).facets(filter))
  expect(body.asOf).toBe(asOf(filter))
}

const acts = {
  job: { path: '', method: 'GET' },
  received: { path: '/received', method: 'GET' },
  result: { path: '/result', method: 'GET' },
  check: { path: '/check', method: 'POST' },
} as const

async function askJob(viewer: Viewer, kind: keyof typeof acts, { jobId, connection }: Question) {
  const { model, scope, counts } = viewer
  const act = acts[kind]
  const query = connection ? `?connection=${connection}` : ''
  const { status, body } = await viewer.json(`/api/jobs/${jobId}${act.path}${query}`, act.method)
  const [one, ...others] = model.of(scope).connectionsOf(jobId, connection)
  if (one === undefined) {
    counts.notFound += 1
    const where = connection ? ` in the connection ${connection}` : ''
    const message = `No job has the id ${jobId}${where}.`
    const { requestId: _, ...error } = body.error
    expect({ status, error }).toEqual({ status: 404, error: { code: 'not-found', message } })
  } else if (others.length > 0) {
    expect(status).toBe(300)
    expect(body.error.connections).toEqual([one, ...others])
  } else {
    counts.found += 1
    const { status: now } = model.find({ connection: one, jobId }) ?? {}
    const isThere = kind !== 'result' || now === 'completed' || now === 'interrupted'
    expect(status).toBe(isThere ? 200 : 404)
    if (kind === 'job' || kind === 'check') expect(keyOf(body.job)).toBe(`${one}/${jobId}`)
    if (kind === 'received') expect(JSON.parse(body.received.text).jobId).toBe(jobId)
    if (kind === 'result' && isThere) expect(body.url).toBe(`${one}/${jobId}`)
  }
}

async function askExport({ read, model, scope, asOf }: Viewer, question: Question) {
  const { filter, sort, pageSize } = question
  const expected = model.of(scope).list(filter, sort)
  const format = pageSize < 3 ? 'csv' : 'ndjson'
  const query = toQuery(filter, sort, { format, accounts: 'full' })
  const { text, headers } = await read(`/api/export?${query}`)
  expect(headers.get('x-waybill-job-count')).toBe(String(expected.length))
  expect(headers.get('x-waybill-as-of')).toBe(asOf(filter))
  if (format === 'csv') {
    expect(text.trim().split('\r\n')).toHaveLength(expected.length + 1)
    return
  }
  const [head, ...rest] = text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))
  expect(head.export.jobCount).toBe(expected.length)
  expect(rest.pop()).toEqual({ end: { jobs: expected.length, complete: true } })
  expect(rest.map(keyOf)).toEqual(expected)
}

async function askSync({ read, model, scope, seen }: Viewer) {
  const seesAllOf = (connection: string) =>
    scope === 'everything' || scope.some((grant) => isWholeOf(grant, connection))
  const { status, text } = await read('/api/sync')
  expect(status).toBe(200)
  const { connections: told, sees } = JSON.parse(text)
  const extent = connections.every(seesAllOf) ? undefined : seen().length > 0 ? 'part' : 'nothing'
  expect(sees).toBe(extent)
  expect(told.map((each: Row) => each.connection)).toEqual(seen())
  for (const { connection, jobsKnown, sweep } of told) {
    const isWhole = seesAllOf(connection)
    expect(jobsKnown).toBe(isWhole ? allFigures.jobsKnown : model.of(scope).count(connection))
    expect(sweep.jobsRead).toBe(isWhole ? allFigures.jobsRead : null)
  }
  const figures = Object.values(allFigures).filter((figure) => text.includes(String(figure)))
  if (!connections.some(seesAllOf)) expect(figures).toEqual([])
  for (const path of ['/api/connections', '/api/audit']) {
    expect((await read(path)).status).toBe(403)
  }
}

function isWholeOf({ connections: those, accounts, products }: JobGrant, connection: string) {
  return (those?.includes(connection) ?? true) && !accounts && !products
}

const keyOf = ({ connection, jobId }: Row) => `${connection}/${jobId}`

function toQuery(filter: JobFilter, sort?: JobSort, rest: Record<string, string> = {}): string {
  return new URLSearchParams([...writeJobFilter(filter, sort), ...Object.entries(rest)]).toString()
}

import type { IncomingMessage } from 'node:http'
import { readBody } from './read-body.ts'
import { readJob, readStatus } from './read-job.ts'
import type { World } from './world.ts'

export type ControlReply = { status: number; value: unknown }

const jobsPath = '/world/jobs'

/** Answers a request to `/world` and below it; `undefined` where there is no such control. */
export async function controlWorld(
  request: IncomingMessage,
  url: URL,
  world: World,
): Promise<ControlReply | undefined> {
  const { method } = request
  if (method === 'GET' && url.pathname === '/world') return { status: 200, value: reportOn(world) }
  if (url.pathname === jobsPath) {
    if (method === 'GET') return listJobs(world, url.searchParams.get('status'))
    if (method === 'POST') return createJob(world, await readText(request))
  }
  const jobId = jobIdOf(url.pathname)
  if (jobId === undefined || (method !== 'PATCH' && method !== 'DELETE')) return undefined
  const text = await readText(request)
  const job = world.find(jobId)
  if (!job) return { status: 404, value: { error: `There is no job "${jobId}"` } }
  if (method === 'PATCH') {
    return orRefusal(() => {
      world.advance(jobId, readStatus(parse(text)))
      return { status: 200, value: world.find(jobId) }
    })
  }
  world.delete(jobId)
  return { status: 200, value: job }
}

function reportOn(world: World) {
  const counts = [0, 1, 2, 3].map((status) => world.count({ status }))
  const [initializing, running, completed, interrupted] = counts
  return { jobs: world.count(), byStatus: { initializing, running, completed, interrupted } }
}

function listJobs(world: World, text: string | null): ControlReply {
  if (text !== null && !/^\d{1,3}$/.test(text)) {
    return { status: 400, value: { error: `"status" must be a number, not "${text}"` } }
  }
  const filter = text === null ? {} : { status: Number(text) }
  const { jobs } = world.pageAt(filter, 0, Number.MAX_SAFE_INTEGER)
  return {
    status: 200,
    value: jobs.map(({ jobId, status, createdAt }) => ({ jobId, status, createdAt })),
  }
}

function createJob(world: World, text: string): ControlReply {
  return orRefusal(() => {
    const given = readJob(text === '' ? {} : parse(text))
    if (given.jobId !== undefined && world.find(given.jobId)) {
      return { status: 409, value: { error: `Job "${given.jobId}" exists` } }
    }
    return { status: 201, value: world.create(given) }
  })
}

function orRefusal(reply: () => ControlReply): ControlReply {
  try {
    return reply()
  } catch (error) {
    return { status: 400, value: { error: error instanceof Error ? error.message : 'Not a job' } }
  }
}

async function readText(request: IncomingMessage): Promise<string> {
  return (await readBody(request))?.toString('utf8') ?? ''
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new Error('The body is not JSON')
  }
}

/** `undefined` for a path of something else, or one that is badly escaped. */
function jobIdOf(path: string): string | undefined {
  const [, escaped] = /^\/world\/jobs\/([^/]+)$/.exec(path) ?? []
  try {
    return escaped === undefined ? undefined : decodeURIComponent(escaped)
  } catch {
    return undefined
  }
}

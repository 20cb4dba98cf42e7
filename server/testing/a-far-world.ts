import type { JobSource } from '../jobs/job-source.ts'
import { aJob } from './a-job.ts'
import { aWorld, startMs } from './a-world.ts'
import type { MemoryCall, MemoryOptions } from './memory-source.ts'

/** So little that few jobs are a long list. */
const reach = { pageSize: 10, numberedPages: 2 }
export const products = ['key-a', 'key-b', 'key-c', 'key-d'] as const
export const jobs = 400

/** A long list of four products, so far away that one walk alone would leave slots unused. */
export function aFarWorld(options: MemoryOptions = {}) {
  const world = aWorld({ latencyMs: 1000, ...options })
  for (let n = 0; n < jobs; n++) put(n, products[n % products.length])
  function put(n: number, productKey = 'key-a') {
    const createdAt = new Date(startMs - (n + 1) * 60_000).toISOString()
    world.upstream.put(aJob({ jobId: `job-${n}`, status: 'completed', createdAt, productKey }))
  }
  const start = (source: JobSource = world.parts.source) =>
    world.start({ reach, source: withShortPages(source) })
  const countJobs = () => world.store.countJobs('here')
  return { ...world, start, put, countJobs }
}

function withShortPages(source: JobSource): JobSource {
  const { pageSize } = reach
  return {
    ...source,
    listJobs: (query, { size, ...place }, call) =>
      source.listJobs(query, { ...place, size: Math.min(size, pageSize) }, call),
  }
}

export const isOfPart = ({ query }: MemoryCall) => query.productKey !== undefined
export const isPlain = ({ purpose, query, nextToken }: MemoryCall) =>
  purpose === 'sweep' && Object.keys(query).length === 0 && nextToken !== undefined

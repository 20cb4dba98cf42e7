import type { PathOf } from './drive.ts'

/** `steady`: so many a second. `anew`: one after the other, each after a change, as a new question. */
export type Ask = {
  readonly what: string
  readonly pathOf: PathOf
  readonly how: { readonly kind: 'steady'; readonly perSecond: number } | { readonly kind: 'anew' }
}

type JobList = { readonly jobs: readonly { jobId: string }[]; readonly nextToken: string | null }

/** Everything that is asked of the server over so many jobs. */
export async function findAsks(url: string, jobs: number): Promise<Ask[]> {
  const token = encodeURIComponent(await walkTo(url, Math.floor(jobs / 2)))
  const ids = (await readList(url, '')).jobs.map(({ jobId }) => jobId)
  const steady = { kind: 'steady', perSecond: 25 } as const
  const anew = { kind: 'anew' } as const
  return [
    { what: 'list', pathOf: () => '/api/jobs?pageSize=50', how: steady },
    { what: 'deep page', pathOf: () => `/api/jobs?pageSize=50&nextToken=${token}`, how: steady },
    { what: 'one job', pathOf: (n) => `/api/jobs/${ids[n % ids.length]}`, how: steady },
    {
      what: 'list by device count, completed',
      pathOf: () => '/api/jobs?pageSize=50&status=completed&sort=-deviceCount',
      how: anew,
    },
    { what: 'facets', pathOf: () => '/api/facets', how: anew },
    {
      // All jobs, but each has to be looked at to know that.
      what: 'facets, filtered by time',
      pathOf: (n) => `/api/facets?createdFrom=${new Date(longAgoMs + n).toISOString()}`,
      how: anew,
    },
    {
      what: 'text search',
      // Three letters of an id: of those some jobs have them, and each is another question.
      pathOf: (n) => `/api/jobs?pageSize=50&q=${(n + 9 * 36 * 36).toString(36)}`,
      how: anew,
    },
  ]
}

const longAgoMs = Date.parse('2001-01-01T00:00:00.000Z')

async function readList(url: string, more: string): Promise<JobList> {
  const reply = await fetch(`${url}/api/jobs?pageSize=200${more}`)
  return (await reply.json()) as JobList
}

/** The token of the page that begins so far down the list. */
async function walkTo(url: string, offset: number): Promise<string> {
  let token = ''
  for (let passed = 0; passed < offset; passed += 200) {
    const more = token === '' ? '' : `&nextToken=${encodeURIComponent(token)}`
    const { nextToken } = await readList(url, more)
    if (nextToken === null) break
    token = nextToken
  }
  return token
}

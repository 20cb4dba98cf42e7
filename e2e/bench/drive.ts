import { Pool } from 'undici'

export type Takes = {
  /** Milliseconds, one for each reply that was read to its end. */
  readonly ms: readonly number[]
  /** Bytes of the last reply. */
  readonly bytes: number
}

type Pacing = { readonly perSecond: number; readonly seconds: number }

/** What is asked the nth time, from 0. */
export type PathOf = (n: number) => string

/**
 * So many requests a second, whether or not those before were answered, as people ask: a reply that
 * comes late keeps nobody from asking, and so is not hidden.
 */
export async function driveSteadily(
  url: string,
  pathOf: PathOf,
  { perSecond, seconds }: Pacing,
): Promise<Takes> {
  const pool = new Pool(url, { connections: 64, pipelining: 1 })
  const startMs = performance.now()
  const asked: Promise<number>[] = []
  const ms: number[] = []
  let bytes = 0
  for (let n = 0; n < perSecond * seconds; n += 1) {
    await until(startMs + (n * 1000) / perSecond)
    const sentMs = performance.now()
    asked.push(
      read(pool, pathOf(n)).then((size) => {
        bytes = size
        return ms.push(performance.now() - sentMs)
      }),
    )
  }
  await Promise.all(asked)
  await pool.close()
  return { ms, bytes }
}

/** One after the other, `before` each of them whatever makes it a new question. */
export async function driveOneByOne(
  url: string,
  pathOf: PathOf,
  times: number,
  before: () => Promise<void> = async () => {},
): Promise<Takes> {
  const pool = new Pool(url, { connections: 1, pipelining: 1 })
  const ms: number[] = []
  let bytes = 0
  for (let n = 0; n < times; n += 1) {
    await before()
    const startMs = performance.now()
    bytes = await read(pool, pathOf(n))
    ms.push(performance.now() - startMs)
  }
  await pool.close()
  return { ms, bytes }
}

/** As many a second as come back to so many who ask again at once. */
export async function driveHard(
  url: string,
  pathOf: PathOf,
  { askers, seconds }: { readonly askers: number; readonly seconds: number },
): Promise<number> {
  const pool = new Pool(url, { connections: askers, pipelining: 1 })
  const startMs = performance.now()
  const endMs = startMs + seconds * 1000
  let answered = 0
  await Promise.all(
    Array.from({ length: askers }, async () => {
      while (performance.now() < endMs) {
        await read(pool, pathOf(answered))
        answered += 1
      }
    }),
  )
  const perSecond = (answered * 1000) / (performance.now() - startMs)
  await pool.close()
  return perSecond
}

/** Asks for something cheap all the time; gives how long each of those took once it is ended. */
export function probe(url: string, path = '/healthz') {
  const pool = new Pool(url, { connections: 1, pipelining: 1 })
  const ms: number[] = []
  let isOver = false
  const running = (async () => {
    while (!isOver) {
      const startMs = performance.now()
      await read(pool, path)
      ms.push(performance.now() - startMs)
      await until(startMs + probeEveryMs)
    }
  })()
  return async () => {
    isOver = true
    await running
    await pool.close()
    return ms
  }
}

const probeEveryMs = 5

/** A server that stood still may have closed a connection that it found idle: then on another one. */
async function read(pool: Pool, path: string, tries = 2): Promise<number> {
  const request = pool.request({ path, method: 'GET' })
  const answer = await request.catch((error: { code?: string }) => {
    const isCut = error.code === 'ECONNRESET' || error.code === 'UND_ERR_SOCKET'
    if (!isCut || tries === 0) throw error
    return null
  })
  if (answer === null) return read(pool, path, tries - 1)
  const { statusCode, body } = answer
  let size = 0
  for await (const chunk of body as AsyncIterable<Uint8Array>) size += chunk.byteLength
  if (statusCode !== 200) throw new Error(`${path} answers ${statusCode}`)
  return size
}

async function until(atMs: number): Promise<void> {
  const leftMs = atMs - performance.now()
  if (leftMs > 0) await new Promise((resolve) => setTimeout(resolve, leftMs))
}

import { setTimeout as sleep } from 'node:timers/promises'
import { Agent } from 'undici'
import { answer } from './processes.ts'

/*
 * People who are signed in and read the list, in a process of its own
 * (`slow-attackers.spec.ts` starts it).
 */

export type Reading = {
  readonly url: string
  readonly cookie: string
  readonly users: number
  readonly seconds: number
}
/** `failed`: got no good reply. Each latency in milliseconds, from asking to the last byte. */
export type ReadingFigures = { readonly latencies: number[]; readonly failed: number }

const paths = [
  '/api/jobs?pageSize=50',
  '/api/jobs?status=completed&pageSize=50',
  '/api/sync',
  '/jobs',
]
const pauseMs = 100

answer(async ({ url, cookie, users, seconds }: Reading): Promise<ReadingFigures> => {
  const agent = new Agent({ connections: users, pipelining: 1 })
  const origin = new URL(url).origin
  const latencies: number[] = []
  let failed = 0

  async function read(user: number) {
    await sleep((pauseMs / users) * user)
    const endMs = performance.now() + seconds * 1000
    for (let turn = user; performance.now() < endMs; turn += 1) {
      const startedMs = performance.now()
      const path = paths[turn % paths.length] ?? '/jobs'
      const isGood = await agent
        .request({ origin, path, method: 'GET', headers: { cookie } })
        .then(async ({ statusCode, body }) => (await body.text()) !== '' && statusCode === 200)
        .catch(() => false)
      const ms = performance.now() - startedMs
      if (isGood) latencies.push(ms)
      else failed += 1
      await sleep(Math.max(0, pauseMs - ms))
    }
  }

  await Promise.all(Array.from({ length: users }, (_, user) => read(user)))
  await agent.close()
  return { latencies, failed }
})

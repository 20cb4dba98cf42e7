import { expect, test } from 'vitest'
import { aJob } from '../testing/a-job.ts'
import { aWorld } from '../testing/a-world.ts'

test('each call of a walk says which page it asks for; a look by id is of none', async () => {
  const { clock, upstream, putJobs, start } = aWorld()
  putJobs(500)
  for (let n = 0; n < 250; n++) upstream.put(aJob({ jobId: `active-${n}`, status: 'running' }))
  const { sync } = await start()
  await clock.advance(20_000)
  const found = sync.lookUp('nowhere')
  await clock.advance(100)
  await found
  const pagesOf = (purpose: string, status?: string) =>
    upstream.calls
      .filter((call) => call.purpose === purpose && call.query.status === status)
      .map(({ page }) => page)
  // The first walk begins with a look at the head.
  expect(pagesOf('sweep').slice(0, 3)).toEqual([2, 3, 4])
  expect(new Set(pagesOf('active', 'running'))).toEqual(new Set([1, 2]))
  expect(pagesOf('head')[0]).toBe(1)
  expect(pagesOf('person')).toEqual([undefined])
})

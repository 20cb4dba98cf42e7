import { expect, test } from 'vitest'
import { AppError } from '../errors.ts'
import { aWorld } from '../testing/a-world.ts'

test('a link to an id that the upstream refuses is a miss, and no sign of trouble', async () => {
  const { clock, upstream, start } = aWorld()
  const { sync } = await start()
  await clock.advance(3000)
  upstream.trouble.next = ({ query }) =>
    query.jobId === undefined ? null : new AppError('request-refused', 'no such id')
  const found = sync.lookUp('bad-link')
  await clock.advance(100)
  expect(await found).toBe(false)
  expect(await sync.lookUp('bad-link')).toBe(false)
  expect(sync.status()).toMatchObject({ state: 'live', problem: null })
})

test('many who ask for one unknown job cost one call, and none again within a minute', async () => {
  const { clock, upstream, start } = aWorld()
  const { sync } = await start()
  await clock.advance(3000)
  const asked = () => upstream.calls.filter(({ query }) => query.jobId === 'nowhere').length
  const answers = Promise.all([sync.lookUp('nowhere'), sync.lookUp('nowhere')])
  await clock.advance(100)
  expect(await answers).toEqual([false, false])
  expect(await sync.lookUp('nowhere')).toBe(false)
  expect(asked()).toBe(1)
  await clock.advance(61_000)
  const again = sync.lookUp('nowhere')
  await clock.advance(100)
  expect(await again).toBe(false)
  expect(asked()).toBe(2)
})

test('a job that only the upstream knows is taken into the mirror by a look-up', async () => {
  const { clock, upstream, store, start, putJobs } = aWorld()
  putJobs(400)
  upstream.trouble.next = ({ purpose }) =>
    purpose === 'sweep' ? new AppError('timed-out', 'slow') : null
  const { sync } = await start()
  await clock.advance(300)
  expect(await store.findJob('job-399')).toBeNull()
  const found = sync.lookUp('job-399')
  await clock.advance(100)
  expect(await found).toBe(true)
  expect(await store.findJob('job-399')).toMatchObject({ job: { jobId: 'job-399' } })
})

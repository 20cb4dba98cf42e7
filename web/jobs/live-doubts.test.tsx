import { screen } from '@testing-library/react'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { aJob } from '../testing/a-job.ts'
import { change, looks, openPage, pass, second } from '../testing/live-page.tsx'
import type { ListPages } from './list-pages.ts'

// Ninety rows are much for a machine that is busy.
vi.setConfig({ testTimeout: 60_000 })

beforeEach(() => {
  vi.useFakeTimers({ shouldAdvanceTime: true })
  // The page's own would go by the real clock.
  vi.spyOn(AbortSignal, 'timeout').mockImplementation((ms) => {
    const controller = new AbortController()
    setTimeout(() => controller.abort(new DOMException('too late', 'TimeoutError')), ms)
    return controller.signal
  })
})
afterEach(() => {
  vi.mocked(AbortSignal.timeout).mockRestore()
  vi.useRealTimers()
})

/** As many jobs as told, that with the most devices first. */
const manyJobs = (count: number) =>
  Array.from({ length: count }, (_, at) =>
    aJob({ jobId: `many${String(at).padStart(12, '0')}`, deviceCount: 10 * (count - at) }),
  )

async function openMany(path: string, count: number) {
  const page = await openPage(path, { jobs: manyJobs(count) })
  const rowOf = (at: number) => {
    const pages = page.queries.getQueriesData<ListPages>({ queryKey: ['jobs', 'list'] })
    return pages[0]?.[1]?.pages.flatMap(({ jobs }) => jobs)[at]
  }
  return { ...page, rowOf }
}

test('a look that is never answered is given up, and the list goes on', async () => {
  const { server } = await openPage('/jobs')
  server.isSilent = true
  change(server, { ...second, status: 'completed' })
  await pass(1000)
  server.isSilent = false
  await pass(8000)
  expect(screen.queryByText('Completed', { selector: 'td' })).toBeNull()
  await pass(4000)
  expect(screen.getByText('Completed', { selector: 'td' })).toBeDefined()
})

test('a page that wakes with a dead look does not wait for its end', async () => {
  const { server } = await openPage('/jobs')
  server.isSilent = true
  change(server, { ...second, status: 'completed' })
  await pass(3000)
  server.isSilent = false
  window.dispatchEvent(new Event('online'))
  await pass(100)
  expect(screen.getByText('Completed', { selector: 'td' })).toBeDefined()
})

test('a row that changes out of sight is read at once, and once', async () => {
  const { server, rowOf } = await openMany('/jobs?sort=-deviceCount', 90)
  const far = rowOf(80)
  if (!far) throw new Error('not loaded')
  expect(screen.queryByLabelText(far.jobId)).toBeNull()
  change(server, { ...far, status: 'interrupted' })
  await pass(100)
  expect(rowOf(80)?.status).toBe('interrupted')
  change(server, { ...(rowOf(0) ?? far), status: 'completed' })
  await pass(400)
  expect(looks(server).map((look) => look.includes(far.jobId))).toEqual([true, false])
})

test('a new job that belongs far down the list is counted', async () => {
  const { server } = await openMany('/jobs?sort=-deviceCount', 90)
  const added = aJob({ jobId: 'added00000000001', deviceCount: 305 })
  server.jobs = [...server.jobs.slice(0, 60), added, ...server.jobs.slice(60)]
  server.events.send('jobs', {
    changes: [{ connection: added.connection, jobId: added.jobId, kind: 'added' }],
  })
  await pass(100)
  expect(screen.getByText('1 new job', { selector: 'button' })).toBeDefined()
})

test('a head that is all news says that there may be more', async () => {
  const { server } = await openPage('/jobs')
  const createdAt = '2026-11-24T05:00:00.000Z'
  server.jobs = [...manyJobs(70).map((job) => ({ ...job, createdAt })), ...server.jobs]
  change(server, second)
  await pass(100)
  expect(screen.getByText('50+ new jobs', { selector: 'button' })).toBeDefined()
})

test('rows that come into sight after a reset are looked at, though no event names them', async () => {
  const { server, rowOf } = await openMany('/jobs?sort=-deviceCount', 90)
  server.jobs = server.jobs.map((job) => ({ ...job, status: 'interrupted' as const }))
  server.events.send('reset', {})
  await pass(400)
  expect(rowOf(0)?.status).toBe('interrupted')
  expect(rowOf(89)?.status).toBe('running')
  const scroller = screen.getByLabelText('Jobs table')
  scroller.scrollTop = 90 * 44
  scroller.dispatchEvent(new Event('scroll'))
  await pass(1000)
  expect(rowOf(89)?.status).toBe('interrupted')
})

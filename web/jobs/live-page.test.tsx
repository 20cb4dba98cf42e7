import { screen, waitFor, within } from '@testing-library/react'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { aConnection, aProblem } from '../testing/fake-server.ts'
import { asked, change, first, looks, openPage, pass, second } from '../testing/live-page.tsx'

beforeEach(() => {
  vi.useFakeTimers({ shouldAdvanceTime: true })
})
afterEach(() => {
  vi.useRealTimers()
})

const rows = () => screen.getAllByRole('row').slice(1)

test('an event patches the row where it is, with one look', async () => {
  const { server } = await openPage('/jobs')
  change(server, { ...second, status: 'completed' })
  await pass(100)
  expect(rows().map((row) => row.textContent?.includes('Completed'))).toEqual([false, true])
  // The head of the list, and the rows in sight.
  expect(asked(server, '/api/jobs?')).toHaveLength(2)
  expect(looks(server)).toHaveLength(1)
  expect(await screen.findByRole('button', { name: 'Completed, 1 job' })).toBeDefined()
})

test('a burst of events is a look at once, and then one every 300 ms', async () => {
  const { server } = await openPage('/jobs')
  for (let events = 0; events < 30; events++) {
    change(server, second)
    await pass(20)
  }
  await pass(1000)
  expect(looks(server).length).toBeGreaterThanOrEqual(2)
  expect(looks(server).length).toBeLessThanOrEqual(4)
  expect(asked(server, '/api/facets').length).toBeLessThanOrEqual(2)
})

test('while the stream runs nothing is asked for but now and then', async () => {
  const { server } = await openPage('/jobs')
  for (let seconds = 0; seconds < 60; seconds += 10) {
    await pass(10_000)
    server.events.send('sync', { connections: [server.connection] })
  }
  expect(asked(server, '/api/sync')).toEqual([])
  expect(asked(server, '/api/events')).toEqual([])
  expect(looks(server)).toHaveLength(6)
  expect(asked(server, '/api/facets').length).toBeLessThanOrEqual(2)
})

test('what the server says of the sync is shown without asking', async () => {
  const { server } = await openPage('/jobs')
  const problem = aProblem({ code: 'disk-full' })
  server.events.send('sync', { connections: [aConnection({ state: 'stale', problem })] })
  await pass(50)
  const notice = await screen.findByText(/The disk of our server is full/)
  expect(notice.closest('[role=status]')).not.toBeNull()
  expect(asked(server, '/api/sync')).toEqual([])
})

test('a stream that ends means asking as before, until there is one again', async () => {
  const { server } = await openPage('/jobs')
  server.isDown = true
  server.events.cut()
  await pass(2500)
  expect((await screen.findByRole('alert')).textContent).toContain('This page lost our server.')
  server.isDown = false
  await pass(2500)
  await waitFor(() => expect(screen.queryByRole('alert')).toBeNull())
  await pass(10_000)
  expect(server.events.open).toBe(1)
  server.asked.length = 0
  await pass(5000)
  expect(asked(server, '/api/sync')).toEqual([])
})

test('a server that answers nothing is away, though its stream still runs', async () => {
  const { server } = await openPage('/jobs')
  await pass(10_000)
  server.isDown = true
  change(server, second)
  await pass(8000)
  expect((await screen.findByRole('alert')).textContent).toContain('This page lost our server.')
  server.isDown = false
  await pass(3000)
  await waitFor(() => expect(screen.queryByRole('alert')).toBeNull())
})

test('news that came while nobody looked are caught up with when somebody does', async () => {
  const { server } = await openPage('/jobs')
  const state = vi.spyOn(document, 'visibilityState', 'get').mockReturnValue('hidden')
  document.dispatchEvent(new Event('visibilitychange'))
  change(server, { ...second, status: 'completed' })
  await pass(20_000)
  expect(server.asked).toEqual([])
  state.mockReturnValue('visible')
  document.dispatchEvent(new Event('visibilitychange'))
  await pass(100)
  expect(rows()[1]?.textContent).toContain('Completed')
})

test('paused, rows, counts and the open job stand still; resumed, all is as it is by then', async () => {
  const { server, user } = await openPage(`/jobs?job=${second.jobId}`)
  await screen.findByRole('heading', { name: 'Running' })
  await user.keyboard('p')
  expect(screen.getByText('Paused')).toBeDefined()
  const button = screen.getByRole('button', { name: 'Pause live updates' })
  expect(button.getAttribute('aria-pressed')).toBe('true')
  server.asked.length = 0
  change(server, { ...second, status: 'completed' })
  server.events.send('sync', {
    connections: [aConnection({ state: 'slow', jobsKnown: 77, problem: aProblem() })],
  })
  await pass(30_000)
  expect(server.asked).toEqual([])
  expect(rows()[1]?.textContent).toContain('Running')
  expect(screen.queryByText(/77/)).toBeNull()
  // What is wrong is told all the same.
  expect(screen.getByText(/throttling this account/)).toBeDefined()
  await user.click(button)
  await pass(100)
  expect(screen.queryByText('Paused')).toBeNull()
  expect(rows()[1]?.textContent).toContain('Completed')
  expect(await screen.findByRole('heading', { name: /Completed/ })).toBeDefined()
  expect(screen.getByText(/77/)).toBeDefined()
})

test('an event that names the open job refreshes it at once, one that names another does not', async () => {
  const { server } = await openPage(`/jobs/${first.jobId}`.replace('/jobs/', '/jobs?job='))
  await screen.findByRole('heading', { name: 'Running' })
  await pass(400)
  server.asked.length = 0
  change(server, { ...second, status: 'completed' })
  await pass(100)
  expect(asked(server, `/api/jobs/${first.jobId}`)).toEqual([])
  change(server, { ...first, status: 'interrupted' })
  await pass(100)
  expect(asked(server, `/api/jobs/${first.jobId}`)).toHaveLength(1)
  expect(await screen.findByRole('heading', { name: 'Interrupted' })).toBeDefined()
})

test('a job that is no longer listed stays in its row, and is told apart', async () => {
  const { server } = await openPage('/jobs')
  change(server, { ...second, missingSince: '2026-11-24T03:40:00.000Z' })
  await pass(400)
  expect(rows()).toHaveLength(2)
  const cell = within(rows()[1] as HTMLElement).getByText('No longer listed')
  expect(cell.title).toContain('No longer listed since')
  expect(cell.title).toContain('Running when last seen')
})

test('the filter shows jobs that are no longer listed, or them alone', async () => {
  const gone = { ...second, missingSince: '2026-11-24T03:40:00.000Z' }
  const { user, url } = await openPage('/jobs', { jobs: [first, gone] })
  expect(rows()).toHaveLength(1)
  await user.keyboard('f')
  await user.click(await screen.findByRole('button', { name: 'No longer listed' }))
  await user.click(await screen.findByRole('radio', { name: 'Shown, too' }))
  await waitFor(() => expect(url()).toBe('/jobs?missing=shown'))
  await waitFor(() => expect(rows()).toHaveLength(2))
  await user.click(screen.getByRole('radio', { name: 'Only those' }))
  await waitFor(() => expect(url()).toBe('/jobs?missing=only'))
  await waitFor(() => expect(rows()).toHaveLength(1))
  await user.keyboard('{Escape}')
  await user.click(
    await screen.findByRole('button', { name: 'Remove filter: No longer listed jobs only' }),
  )
  expect(url()).toBe('/jobs')
})

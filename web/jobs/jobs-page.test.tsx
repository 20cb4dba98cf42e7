import { screen, waitFor, within } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { expect, test } from 'vitest'
import { aJob } from '../testing/a-job.ts'
import { aConnection, aProblem, createFakeServer } from '../testing/fake-server.ts'
import { renderApp } from '../testing/render-app.tsx'

const running = aJob({ jobId: 'running0000000001', status: 'running' })
const completed = aJob({ jobId: 'completed00000001', status: 'completed' })
const problem = aProblem()

function open(path: string, given: Parameters<typeof createFakeServer>[0] = {}) {
  const server = createFakeServer({ jobs: [running, completed], ...given })
  return { server, user: userEvent.setup(), ...renderApp(path, server.fetch) }
}

test('lists the jobs, and each id is a link to the page with its drawer open', async () => {
  open('/jobs?status=running&status=completed')
  const link = await screen.findByRole('link', { name: running.jobId })
  expect(link.getAttribute('href')).toBe(
    `/jobs?status=running&status=completed&job=${running.jobId}`,
  )
})

test('a status tile is a filter, and the same click again takes it back', async () => {
  const { user, url } = open('/jobs')
  await user.click(await screen.findByRole('button', { name: 'Running, 1 job' }))
  expect(url()).toBe('/jobs?status=running')
  await user.click(screen.getByRole('button', { name: /^Running, / }))
  expect(url()).toBe('/jobs')
})

test('the filter menu writes what is checked into the URL, by keyboard alone', async () => {
  const { user, url } = open('/jobs', {
    facets: {
      productKey: [
        { value: 'a1BwAGV4kPz', name: '', count: 40 },
        { value: 'a1T9cQe7MxL', name: '', count: 2 },
      ],
    },
  })
  await screen.findByRole('link', { name: running.jobId })
  await user.keyboard('f')
  await user.click(await screen.findByRole('button', { name: 'Product key' }))
  const box = await screen.findByRole('checkbox', { name: /a1BwAGV4kPz/ })
  await waitFor(() => expect(document.activeElement).toBe(box))
  await user.keyboard(' {ArrowDown} ')
  await waitFor(() => expect(url()).toBe('/jobs?productKey=a1BwAGV4kPz&productKey=a1T9cQe7MxL'))
  await user.click(screen.getByRole('button', { name: 'Only a1T9cQe7MxL' }))
  await waitFor(() => expect(url()).toBe('/jobs?productKey=a1T9cQe7MxL'))
})

test('pills say what the URL says, and × takes one away', async () => {
  const { user, url } = open('/jobs?status=running&createdFrom=-P7D')
  const filters = await screen.findByRole('region', { name: 'Filters' })
  expect(within(filters).getByText('Running')).toBeDefined()
  expect(within(filters).getByText('7 days')).toBeDefined()
  await user.click(
    within(filters).getByRole('button', { name: 'Remove filter: Status is Running' }),
  )
  expect(url()).toBe('/jobs?createdFrom=-P7D')
})

test('a part of the link that is not understood is named until it is dismissed', async () => {
  const { user, url } = open('/jobs?status=9&status=running')
  expect(await screen.findByText('status=9 was not understood')).toBeDefined()
  await user.click(screen.getByRole('button', { name: 'Dismiss: status=9' }))
  expect(url()).toBe('/jobs?status=running')
})

test('no match names each filter and what the list would hold without it', async () => {
  const { user, url } = open('/jobs?status=interrupted&q=x')
  expect(await screen.findByText('No job matches both filters')).toBeDefined()
  const way = await screen.findByRole('button', { name: /Remove “Status is Interrupted”/ })
  await waitFor(() => expect(way.textContent).toContain('2 jobs'))
  await user.click(way)
  expect(url()).toBe('/jobs?q=x')
})

test('an account without jobs says so', async () => {
  open('/jobs', { jobs: [] })
  expect(await screen.findByText('No distribution jobs yet')).toBeDefined()
})

test('throttled: the rows stay, with what is wrong, since when, and the RequestId', async () => {
  open('/jobs', { connection: aConnection({ state: 'slow', problem }) })
  const notice = (await screen.findByText(/^Alibaba Cloud is throttling this account\./)).closest(
    '[role=status]',
  )
  expect(notice?.textContent).toContain('Showing data as of')
  expect(notice?.textContent).toContain('4B1F0C92')
  expect(await screen.findByRole('link', { name: running.jobId })).toBeDefined()
})

test('an instance that is missing is asked for in words', async () => {
  const refused = { ...problem, code: 'instance-refused' as const }
  open('/jobs', {
    connection: aConnection({
      state: 'needs-you',
      iotInstanceId: null,
      asOf: null,
      problem: refused,
    }),
  })
  expect(await screen.findByText(/Set WAYBILL_IOT_INSTANCE_ID to it/)).toBeDefined()
})

test('without our server the page says so, and tries again', async () => {
  const { server, queries } = open('/jobs')
  await screen.findByRole('link', { name: running.jobId })
  server.isDown = true
  await queries.refetchQueries({ queryKey: ['sync'] })
  expect((await screen.findByRole('alert')).textContent).toContain('This page lost our server.')
  expect(screen.getByRole('link', { name: running.jobId })).toBeDefined()
  server.isDown = false
  await queries.refetchQueries({ queryKey: ['sync'] })
  await waitFor(() => expect(screen.queryByRole('alert')).toBeNull())
})

test('new jobs are counted, changed ones patched in place; nothing moves before the click', async () => {
  const { server, user, queries } = open('/jobs?status=running')
  await screen.findByRole('link', { name: running.jobId })
  const createdAt = '2026-11-24T03:00:00.000Z'
  const fresh = aJob({ jobId: 'fresh000000000001', status: 'running', createdAt })
  const ended = { ...running, status: 'completed' as const, confirmedAt: new Date().toISOString() }
  server.jobs = [fresh, ended, completed]
  await queries.refetchQueries({ queryKey: ['jobs', 'look'] })
  expect(await screen.findByText('now Completed')).toBeDefined()
  expect(screen.queryByRole('link', { name: fresh.jobId })).toBeNull()
  await user.click(await screen.findByRole('button', { name: '1 new job' }))
  expect(await screen.findByRole('link', { name: fresh.jobId })).toBeDefined()
  expect(screen.queryByRole('link', { name: running.jobId })).toBeNull()
})

import { screen, waitFor } from '@testing-library/react'
import { expect, test } from 'vitest'
import { aJob } from '../testing/a-job.ts'
import { createFakeServer } from '../testing/fake-server.ts'
import { renderApp } from '../testing/render-app.tsx'

const nothing = 'Nothing is shown to your groups'
const part = 'You see the jobs that your groups may see.'

test.each(['/jobs', '/jobs?status=running'])(
  'who is shown nothing reads why at %s, not that there is nothing or that it is being read',
  async (path) => {
    renderApp(path, createFakeServer({ sees: 'nothing' }).fetch)
    expect(await screen.findByRole('heading', { name: nothing })).toBeDefined()
    expect(screen.getByText('No jobs are shown to your groups.')).toBeDefined()
    expect(screen.queryByText('No distribution jobs yet')).toBeNull()
    await waitFor(() => expect(screen.queryByText('Connecting')).toBeNull())
  },
)

test('whose groups have no jobs reads that, and not that the account has none', async () => {
  renderApp('/jobs', createFakeServer({ sees: 'part' }).fetch)
  expect(await screen.findByRole('heading', { name: 'No jobs for your groups yet' })).toBeDefined()
})

test('who is shown a part is told so below the list', async () => {
  renderApp('/jobs', createFakeServer({ jobs: [aJob()], sees: 'part' }).fetch)
  expect(await screen.findByText(part)).toBeDefined()
})

test('the page of the connection says it beside who one is', async () => {
  renderApp('/connections', createFakeServer({ sees: 'nothing' }).fetch)
  const line = await screen.findByText('No jobs are shown to your groups.')
  expect(line.parentElement?.textContent).toContain('Signed in as alice.')
})

test('who is shown everything reads nothing of it', async () => {
  renderApp('/jobs', createFakeServer({ jobs: [aJob()] }).fetch)
  expect(await screen.findByText(/All known jobs searched/)).toBeDefined()
  expect(screen.queryByText(part)).toBeNull()
})

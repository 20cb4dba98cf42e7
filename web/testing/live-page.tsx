import { act, screen, waitFor } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { expect, vi } from 'vitest'
import type { MirroredJob } from '../api/client.ts'
import { aJob } from './a-job.ts'
import { createFakeServer, type FakeServer } from './fake-server.ts'
import { renderApp } from './render-app.tsx'

export const first = aJob({ jobId: 'first000000000001', status: 'running' })
export const second = aJob({ jobId: 'second00000000001', status: 'running' })

const patience = { timeout: 20_000 }

/** The list with two jobs, if not told otherwise, told of news by its server. Needs fake timers. */
export async function openPage(path: string, given: Partial<FakeServer> = {}) {
  const server = createFakeServer({ jobs: [first, second], ...given })
  const user = userEvent.setup({ advanceTimers: (ms) => vi.advanceTimersByTime(ms) })
  const page = renderApp(path, server.fetch, { streams: true })
  const link = server.jobs[0]?.jobId ?? ''
  await screen.findByLabelText(link, { selector: 'a' }, patience)
  await waitFor(() => expect(server.events.open).toBe(1), patience)
  await pass(400)
  server.asked.length = 0
  return { server, user, ...page }
}

export const pass = (ms: number) => act(() => vi.advanceTimersByTimeAsync(ms))

/** The server takes in that the job is another one now, and says so. */
export function change(server: FakeServer, changed: MirroredJob) {
  const confirmed = { ...changed, confirmedAt: new Date().toISOString() }
  server.jobs = server.jobs.map((job) => (job.jobId === changed.jobId ? confirmed : job))
  const { connection, jobId } = changed
  server.events.send('jobs', { changes: [{ connection, jobId, kind: 'changed' }] })
}

export const asked = (server: FakeServer, path: string) =>
  server.asked.filter((one) => one.startsWith(path))

/** Reads of the rows in sight: one a look. */
export const looks = (server: FakeServer) =>
  asked(server, '/api/jobs?missing=shown&').filter((one) => one.includes('jobId='))

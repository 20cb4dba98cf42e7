import { screen, waitFor } from '@testing-library/react'
import { expect, test } from 'vitest'
import { aJob } from '../testing/a-job.ts'
import { aConnection, createFakeServer } from '../testing/fake-server.ts'
import { renderApp } from '../testing/render-app.tsx'

const { lastSweep } = aConnection()
if (lastSweep === null) throw new Error('a connection has a walk')

test.each([
  { last: 1, current: undefined, says: '1 job could not be read' },
  { last: 0, current: 1200, says: '1,200 jobs could not be read' },
  { last: 3, current: 1, says: '3 jobs could not be read' },
])(
  'the bar tells of jobs that could not be read on the last walk ($last) or this one ($current)',
  async ({ last, current, says }) => {
    const connection = aConnection({
      lastSweep: { ...lastSweep, unreadable: last },
      sweep: current === undefined ? null : { ...lastSweep, unreadable: current },
    })
    renderApp('/jobs', createFakeServer({ jobs: [aJob()], connection }).fetch)
    expect(await screen.findByText(says)).toBeDefined()
  },
)

test.each([{}, { unreadable: 0 }])(
  'it says nothing of that where all could be read, or nobody counted: %j',
  async (counted) => {
    const connection = aConnection({ lastSweep: { ...lastSweep, ...counted } })
    renderApp('/jobs', createFakeServer({ jobs: [aJob()], connection }).fetch)
    await waitFor(() => expect(screen.getByText(/All known jobs searched/)).toBeDefined())
    expect(screen.queryByText(/could not be read/)).toBeNull()
  },
)

import { screen, within } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { expect, test } from 'vitest'
import { createFakeServer } from '../testing/fake-server.ts'
import { renderApp } from '../testing/render-app.tsx'

const alice = { id: 'alice', name: 'alice@example.com', role: 'admin' }
const at = '2026-11-24T02:02:05.000Z'
const newest = [
  {
    n: 9,
    at,
    viewer: alice,
    action: 'export',
    connections: ['fleet', 'lab'],
    format: 'csv',
    accounts: 'full',
    filter: 'status=running&status=completed&targetUid=198***567',
    jobCount: 1204,
  },
  { n: 8, at, viewer: alice, action: 'result', connection: 'fleet', jobId: 'jobOne' },
]
const older = [
  {
    n: 7,
    at,
    viewer: { id: 'local', name: 'local', role: 'admin' },
    action: 'view',
    connection: 'fleet',
  },
  { n: 6, at, viewer: alice, action: 'delete', connection: 'fleet' },
]

type Answer = (token: string | null) => Response

/** The page over a server that answers so to who asks for the log. */
function openAudit(answer: Answer) {
  const server = createFakeServer()
  const asked: (string | null)[] = []
  renderApp('/connections/audit', async (input, init) => {
    const url = new URL(input instanceof Request ? input.url : input, 'http://waybill.test')
    if (url.pathname !== '/api/audit') return server.fetch(input, init)
    const token = url.searchParams.get('nextToken')
    asked.push(token)
    return answer(token)
  })
  return { asked }
}

function refuse(status: number, code: string) {
  return Response.json({ error: { code, message: 'No.' } }, { status })
}

const page = (token: string | null) =>
  token === null
    ? Response.json({ entries: newest, nextToken: '8' })
    : Response.json({ entries: older, nextToken: null })

async function rowTexts() {
  const table = await screen.findByRole('table', { name: 'Audit log' })
  return within(table)
    .getAllByRole('row')
    .slice(1)
    .map((row) => row.textContent)
}

test('says who did what, and leads to older entries until there are none', async () => {
  const { asked } = openAudit(page)
  const [exported, result] = await rowTexts()
  expect(exported).toContain('alice@example.com')
  expect(exported).toContain('Exported 1,204 jobs as CSV')
  expect(exported).toContain(
    'Status is any of Running, Completed · Target account is 198•••567Whole account ids',
  )
  expect(exported).toContain('fleet, lab')
  expect(result).toContain('Took the link to a result file')
  const job = screen.getByRole('link', { name: 'jobOne' })
  expect(job.getAttribute('href')).toBe('/jobs/jobOne')

  await userEvent.click(screen.getByRole('button', { name: 'Show older' }))
  expect(await screen.findByText('There are no older entries.')).toBeTruthy()
  expect(asked).toEqual([null, '8'])
  const [, , local, unknown] = await rowTexts()
  expect(local).toContain('Local viewerLooked at the jobs')
  expect(unknown).toContain('does not know: delete')
})

test('who signed in and out, and who was not let in, is told with how and why', async () => {
  const by = { n: 1, at, by: 'oidc' }
  const anonymous = { id: 'anonymous', name: 'anonymous', role: 'anonymous' }
  const entries = [
    { ...by, viewer: alice, action: 'sign-in' },
    { ...by, viewer: alice, action: 'sign-out', why: 'ended', endedBy: 'root@example.com' },
    { ...by, viewer: alice, action: 'sign-out', why: 'moonset', endedBy: null },
    { ...by, viewer: anonymous, action: 'refused', why: 'not-allowed', peer: '10.0.0.7' },
    { ...by, viewer: anonymous, action: 'refused', why: 'many', peer: null },
  ].map((entry, at) => ({ ...entry, n: 9 - at }))
  openAudit(() => Response.json({ entries, nextToken: null }))
  const [signedIn, ended, unknown, refused, many] = await rowTexts()
  expect(signedIn).toContain('Signed inBy the identity provider')
  expect(ended).toContain('signed-in browsersBy the identity providerBy root@example.com')
  expect(unknown).toContain('moonset')
  expect(refused).toContain('Not signed inWas not let inNot on the list of who may look')
  expect(refused).toContain('From 10.0.0.7')
  expect(many).toContain('no more of them are noted')
})

test('who is no admin is told so, once', async () => {
  const { asked } = openAudit(() => refuse(403, 'forbidden'))
  expect(await screen.findByRole('heading', { name: 'The audit log is for admins' })).toBeTruthy()
  expect(screen.queryByRole('button', { name: 'Refresh' })).toBeNull()
  expect(asked).toEqual([null])
})

test('an empty log is told as one', async () => {
  openAudit(() => Response.json({ entries: [], nextToken: null }))
  expect(await screen.findByRole('heading', { name: 'Nothing is noted yet' })).toBeTruthy()
})

test('a log that cannot be loaded is asked for again, and keeps what it had', async () => {
  let isBroken = true
  openAudit((token) => (isBroken ? refuse(500, 'internal') : page(token)))
  await screen.findByRole('heading', { name: 'The audit log could not be loaded' })
  isBroken = false
  await userEvent.click(screen.getByRole('button', { name: 'Try again' }))
  expect(await rowTexts()).toHaveLength(2)
  isBroken = true
  await userEvent.click(screen.getByRole('button', { name: 'Show older' }))
  expect((await screen.findByRole('alert')).textContent).toBe('Older entries could not be loaded.')
  isBroken = false
  await userEvent.click(screen.getByRole('button', { name: 'Try again' }))
  await screen.findByText('There are no older entries.')
  expect(await rowTexts()).toHaveLength(4)
})

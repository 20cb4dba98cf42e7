import { fireEvent, screen, waitFor, within } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { beforeEach, expect, test } from 'vitest'
import { aJob, aTarget } from '../testing/a-job.ts'
import { createFakeServer } from '../testing/fake-server.ts'
import { renderApp } from '../testing/render-app.tsx'

const jobs = ['first', 'second', 'third', 'fourth'].map((name) =>
  aJob({ jobId: `${name}00000000001` }),
)
const [first, second, third] = jobs.map(({ jobId }) => jobId)

beforeEach(() => localStorage.clear())

async function open(path = '/jobs', given = jobs) {
  const server = createFakeServer({ jobs: given })
  const app = renderApp(path, server.fetch)
  await screen.findByRole('link', { name: given[0]?.jobId })
  return { server, user: userEvent.setup(), ...app }
}

const box = (jobId = '') => screen.getByRole('checkbox', { name: `Select job ${jobId}` })
const bar = () => screen.queryByRole('region', { name: 'Selected jobs' })
const heads = () =>
  screen.getAllByRole('columnheader').map((head) => head.getAttribute('aria-label'))

test('a press and one with Shift select a range, whose ids are copied one a line', async () => {
  const { user } = await open()
  await user.click(box(first))
  await user.keyboard('{Shift>}')
  await user.click(box(third))
  await user.keyboard('{/Shift}')
  await waitFor(() => expect(bar()?.textContent).toContain('3 jobs selected'))
  await user.click(screen.getByRole('button', { name: 'Copy IDs' }))
  expect(await navigator.clipboard.readText()).toBe([first, second, third].join('\n'))
})

test('by keyboard: j and x select, Escape closes the drawer first, then gives the selection back', async () => {
  const { user, url } = await open()
  await user.keyboard('jxjx')
  await waitFor(() => expect(bar()?.textContent).toContain('2 jobs selected'))
  await user.keyboard('{Enter}')
  await waitFor(() => expect(url()).toBe(`/jobs?job=${second}`))
  await user.keyboard('{Escape}')
  await waitFor(() => expect(url()).toBe('/jobs'))
  await waitFor(() => expect(bar()).not.toBeNull())
  await user.keyboard('{Escape}')
  expect(bar()).toBeNull()
})

test('all loaded rows are selected by their number, and survive what changes and what is filtered', async () => {
  const { user, server, queries } = await open()
  await user.click(screen.getByRole('checkbox', { name: 'Select the 4 loaded rows' }))
  server.jobs = jobs.map((job) => ({
    ...job,
    status: 'completed' as const,
    confirmedAt: new Date().toISOString(),
  }))
  await queries.refetchQueries({ queryKey: ['jobs', 'look'] })
  await screen.findAllByText('Completed', { selector: 'td' })
  await waitFor(() => expect(bar()?.textContent).toContain('4 jobs selected'))
  await user.click(await screen.findByRole('button', { name: /^Interrupted/ }))
  await waitFor(() => expect(bar()?.textContent).toContain('4 jobs selected'))
  await waitFor(() => expect(bar()?.textContent).toContain('4 not in this list'))
})

test('a cell narrows the list to what it says, and then has nothing more to offer', async () => {
  const { user, url } = await open()
  const name = 'Filter by Product key: a1BwAGV4kPz'
  expect(screen.queryByRole('button', { name })).toBeNull()
  const [cell] = screen.getAllByRole('cell', { name: 'a1BwAGV4kPz' })
  if (cell) await user.hover(cell)
  // Not a press of `user`, whose pointer would leave the table on its way there.
  fireEvent.click(screen.getByRole('button', { name }))
  await waitFor(() => expect(url()).toBe('/jobs?productKey=a1BwAGV4kPz'))
  await waitFor(() =>
    expect(screen.queryByRole('button', { name: /^Filter by Product key/ })).toBeNull(),
  )
})

test('the menu of the row in focus offers it all, and gives the focus back', async () => {
  const { user, url } = await open()
  await user.keyboard('j.')
  const menu = await screen.findByRole('dialog', { name: `Actions for job ${first}` })
  await user.keyboard('{Escape}')
  await waitFor(() => expect(document.activeElement?.getAttribute('aria-label')).toBe(first))
  expect(menu.isConnected).toBe(false)
  await user.keyboard('.')
  await user.click(await screen.findByRole('button', { name: 'Source region cn-shanghai' }))
  await waitFor(() => expect(url()).toBe('/jobs?sourceRegion=cn-shanghai'))
})

test('arrow keys lead along a row, to the card of its targets', async () => {
  const targets = [aTarget(), aTarget({ id: 'iot-2', name: 'Meters Beijing' })]
  const { user } = await open('/jobs', [aJob({ jobId: 'only000000000001', targets })])
  await user.keyboard('j')
  const cell = document.querySelector('[data-targets-card]')
  for (let at = 0; document.activeElement !== cell && at < 9; at++) {
    await user.keyboard('{ArrowRight}')
  }
  expect(document.activeElement).toBe(cell)
  await user.keyboard('{Enter}')
  const card = await screen.findByRole('dialog', { name: '2 target instances' })
  expect(within(card).getByText('Meters Beijing')).toBeDefined()
  expect(within(card).getByText('iot-2')).toBeDefined()
})

test('a link lays out the list of who opens it, and remembers nothing of it', async () => {
  await open('/jobs?columns=targets,jobId,status&density=compact')
  expect(heads()).toEqual(['Selection', 'Targets', 'Job ID', 'Status'])
  expect(screen.getByRole('region', { name: 'Jobs table' }).dataset['density']).toBe('compact')
  expect(localStorage.length).toBe(0)
})

test('a width that the reader chose is remembered, and replaces what the link says', async () => {
  const all = (source: string) =>
    `status,jobId,productKey,deviceCount,${source},targets,strategy,targetUid,createdAt,statusSince`
  const { user, url, history } = await open(`/jobs?columns=${all('source.300')}`)
  const entries = history.length
  screen.getByRole('separator', { name: 'Width of Source' }).focus()
  // Nothing has a width here: the least that there is.
  await user.keyboard('{ArrowRight}')
  await waitFor(() => expect(url()).toBe(`/jobs?columns=${all('source.56')}`))
  expect(history.length).toBe(entries)
  expect(localStorage.getItem('waybill-columns')).toBe(all('source.56'))
  await user.keyboard('{Delete}')
  await waitFor(() => expect(url()).toBe('/jobs'))
  expect(localStorage.getItem('waybill-columns')).toBeNull()
})

test('an edge is dragged: drawn at each step, kept at the end, never in a link that did not say it', async () => {
  const { url } = await open()
  const edge = screen.getByRole('separator', { name: 'Width of Strategy' })
  edge.setPointerCapture = () => {}
  fireEvent.pointerDown(edge, { button: 0, clientX: 100, pointerId: 1 })
  fireEvent.pointerMove(edge, { clientX: 300, pointerId: 1 })
  await waitFor(() => expect(edge.getAttribute('aria-valuenow')).toBe('200'))
  expect(localStorage.getItem('waybill-columns')).toBeNull()
  fireEvent.pointerUp(edge, { clientX: 300, pointerId: 1 })
  expect(localStorage.getItem('waybill-columns')).toContain('strategy.200')
  expect(url()).toBe('/jobs')
  fireEvent.doubleClick(edge)
  expect(localStorage.getItem('waybill-columns')).toBeNull()
})

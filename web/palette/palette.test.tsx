import { fireEvent, screen, waitFor, within } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { beforeAll, expect, test } from 'vitest'
import { aJob, aTarget } from '../testing/a-job.ts'
import { createFakeServer } from '../testing/fake-server.ts'
import { renderApp } from '../testing/render-app.tsx'

// What is loaded late in the browser is there before the clock of a test runs.
beforeAll(async () => {
  await import('./palette.tsx')
  await import('../ui/keys-sheet.tsx')
  await import('../jobs/job-drawer.tsx')
  await import('../jobs/job-page.tsx')
}, 60_000)

const running = aJob({ jobId: 'running0000000001', status: 'running' })
const completed = aJob({
  jobId: 'completed00000001',
  status: 'completed',
  targets: [aTarget({ id: 'iot-cn-2', name: 'Home Shanghai' }), aTarget()],
})
const facets = {
  targetInstance: [
    { value: 'iot-cn-3ne6v4b9', name: 'Retail Frankfurt', count: 19 },
    { value: 'iot-cn-2', name: 'Home Shanghai', count: 5 },
  ],
  targetRegion: [{ value: 'eu-central-1', name: '', count: 23 }],
}

async function open(path: string, given: Parameters<typeof createFakeServer>[0] = {}) {
  const server = createFakeServer({ jobs: [running, completed], facets, ...given })
  const user = userEvent.setup()
  const page = renderApp(path, server.fetch)
  await screen.findByRole('button', { name: /Find a job|Find: / })
  return { server, user, ...page }
}

async function openPalette(path: string, given: Parameters<typeof createFakeServer>[0] = {}) {
  const page = await open(path, given)
  await page.user.keyboard('{Control>}k{/Control}')
  const input = await screen.findByRole('combobox', { name: 'Find' })
  await waitFor(() => expect(document.activeElement).toBe(input))
  return { ...page, input: input as HTMLInputElement }
}

const option = (name: RegExp | string) => screen.findByRole('option', { name })
const options = () => screen.getAllByRole('option').map(({ textContent }) => textContent)

test('Enter right after a text searches the list for it, and the box then says so', async () => {
  const { user, url } = await openPalette('/jobs?status=running')
  await user.keyboard('frank{Enter}')
  expect(url()).toBe('/jobs?status=running&q=frank')
  expect(screen.queryByRole('dialog')).toBeNull()
  await user.click(await screen.findByRole('button', { name: 'Clear the search' }))
  expect(url()).toBe('/jobs?status=running')
})

test('the box opens it with the text of the list selected: the next key replaces it', async () => {
  const { user, input, url } = await openPalette('/jobs?q=frank')
  expect(input.value).toBe('frank')
  await user.keyboard('x')
  expect(input.value).toBe('x')
  await user.clear(input)
  await user.click(await option('Clear the search “frank”'))
  expect(url()).toBe('/jobs')
})

test('keys that come before its input are not lost', async () => {
  const { user } = await open('/jobs')
  await user.keyboard('/fra')
  const input = await screen.findByRole<HTMLInputElement>('combobox', { name: 'Find' })
  await waitFor(() => expect(document.activeElement).toBe(input))
  await user.keyboard('nk')
  expect(input.value).toBe('frank')
})

test('nor is Enter: whoever is faster than the palette gets what would stand first', async () => {
  const { url } = await open('/jobs')
  for (const key of ['/', 'f', 'r', 'a', 'Enter']) fireEvent.keyDown(document.body, { key })
  await waitFor(() => expect(url()).toBe('/jobs?q=fra'))
  expect(screen.queryByRole('dialog')).toBeNull()
  for (const key of ['/', 'Enter']) fireEvent.keyDown(document.body, { key })
  // Nothing was typed this time, so that nothing is done.
  const input = await screen.findByRole<HTMLInputElement>('combobox', { name: 'Find' })
  await waitFor(() => expect(document.activeElement).toBe(input))
  expect(input.value).toBe('fra')
  expect(await screen.findAllByRole('option')).not.toEqual([])
  expect(screen.queryByRole('dialog')).not.toBeNull()
})

test('offers filters by name, id and region in either language, with their counts', async () => {
  const { user, url } = await openPalette('/jobs')
  await user.keyboard('法兰克福')
  expect((await option(/Target region eu-central-1 Frankfurt/)).textContent).toContain('23 jobs')
  await user.clear(screen.getByRole('combobox'))
  await user.keyboard('frank')
  await user.click(await option(/Target instance Retail Frank ?furt/))
  expect(url()).toBe('/jobs?targetInstance=iot-cn-3ne6v4b9')
})

test('a typed filter becomes a chip that narrows what is found, until Backspace', async () => {
  const { server, user, input, url } = await openPalette('/jobs')
  await user.keyboard('status:completed fra')
  expect(input.value).toBe('fra')
  const chip = screen.getByRole('button', { name: 'Remove filter: Status is Completed' })
  await waitFor(() => expect(server.asked).toContain('/api/jobs?status=completed&q=fra&pageSize=5'))
  expect(await option(/completed00000001/)).toBeDefined()
  expect(options().join()).not.toContain(running.jobId)
  await user.keyboard('{Backspace}{Backspace}{Backspace}{Backspace}')
  expect(chip.isConnected).toBe(false)
  await user.keyboard('devices:>100 created:7d{Enter}')
  expect(url()).toBe('/jobs?createdFrom=-P7D&devicesFrom=101')
})

test('a filter can be looked up by its name alone', async () => {
  const { user, input, url } = await openPalette('/jobs')
  await user.click(await option(/^Status/))
  expect(input.value).toBe('status:')
  await user.click(await option(/Status Running/))
  expect(url()).toBe('/jobs?status=running')
})

test('a pasted link of the console leads to the job, in its drawer or as a page', async () => {
  const link = `https://iot.console.aliyun.com/distribute?jobId=${running.jobId}`
  const { user, url } = await openPalette('/jobs?status=running')
  await user.paste(link)
  await option(/Open job running0000000001/)
  await user.keyboard('{Enter}')
  expect(url()).toBe(`/jobs?status=running&job=${running.jobId}`)
  await user.keyboard('{Control>}k{/Control}')
  await screen.findByRole('combobox')
  await user.paste(link)
  await user.keyboard('{Control>}{Enter}{/Control}')
  await waitFor(() => expect(url()).toBe(`/jobs/${running.jobId}?status=running`))
})

test('an id that the mirror does not know costs a call, and says so before', async () => {
  const { server, user, url } = await openPalette('/jobs')
  await user.paste('unknown0000000009')
  const item = await option(/Look up unknown0000000009 at Alibaba Cloud/)
  expect(item.textContent).toContain('1 call')
  expect(server.asked.filter((path) => path.includes('unknown'))).toEqual([
    '/api/jobs?jobId=unknown0000000009&missing=shown&pageSize=1',
  ])
  await user.click(item)
  expect(url()).toBe('/jobs/unknown0000000009')
})

test('finds jobs and says how many more there are and how many were searched', async () => {
  const { user, url } = await openPalette('/jobs')
  await user.keyboard('frank')
  const item = await option(/running0000000001/)
  expect(item.textContent).toContain('Factory Shanghai')
  const dialog = screen.getByRole('dialog', { name: 'Find' })
  expect(within(dialog).getByText('Searched 2 jobs')).toBeDefined()
  await user.click(item)
  expect(url()).toBe(`/jobs?job=${running.jobId}`)
})

test('nothing found names how many were searched; without the server it says that', async () => {
  const { server, user } = await openPalette('/jobs', { jobs: [], facets: {} })
  await user.keyboard('nowhere')
  expect(await screen.findByText('Nothing found in 2 jobs')).toBeDefined()
  server.isDown = true
  await user.keyboard(' at all')
  expect(await screen.findByText(/Our server does not answer/)).toBeDefined()
  expect(options()).toEqual(['Search for “nowhere at all” in the list'])
})

test('does what the page offers: pause, theme, the sheet of keys', async () => {
  const { user } = await openPalette('/jobs')
  await user.keyboard('pause{ArrowDown}{Enter}')
  expect(screen.getByRole('button', { name: /Pause live/, pressed: true })).toBeDefined()
  await user.keyboard('{Control>}k{/Control}')
  await screen.findByRole('combobox')
  await user.keyboard('shortcuts{ArrowDown}{Enter}')
  expect(await screen.findByRole('dialog', { name: 'Keyboard shortcuts' })).toBeDefined()
})

test('offers what the rooms of the page offer', async () => {
  const { user, url } = await openPalette('/jobs')
  for (const name of [/Copy a link to this view, live/, /Export/, /Time zone/, /简体中文/]) {
    expect(await option(name)).toBeDefined()
  }
  await user.keyboard('row height{ArrowDown}{Enter}')
  await user.keyboard('{Control>}k{/Control}')
  await screen.findByRole('combobox')
  await user.keyboard('export{ArrowDown}{Enter}')
  expect(await screen.findByRole('link', { name: /CSV/ })).toBeDefined()
  expect(url()).toBe('/jobs')
})

test('checks the open job, and tells the cost', async () => {
  const { server, user } = await open(`/jobs?job=${running.jobId}`)
  const heading = await screen.findByRole('heading', { name: /Running/ })
  await waitFor(() => expect(document.activeElement).toBe(heading))
  await user.keyboard('{Control>}k{/Control}')
  await screen.findByRole('combobox')
  await user.keyboard('check')
  const item = await option(/Check the open job now/)
  expect(item.textContent).toContain('1 call')
  await user.click(item)
  await waitFor(() => expect(server.asked).toContain(`/api/jobs/${running.jobId}/check`))
})

test('goes to the list by name and by key, with the filters that it has', async () => {
  const { user, url } = await open(`/jobs/${running.jobId}?status=running`)
  await user.keyboard('gj')
  await waitFor(() => expect(url()).toBe('/jobs?status=running'))
})

test('Ctrl and Enter open the job of the row in focus as a page', async () => {
  const { user, url } = await open('/jobs?status=running')
  ;(await screen.findByRole('link', { name: running.jobId })).focus()
  await user.keyboard('{Control>}{Enter}{/Control}')
  await waitFor(() => expect(url()).toBe(`/jobs/${running.jobId}?status=running`))
})

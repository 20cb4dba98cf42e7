import { screen } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest'
import { defaultSort } from '../../server/jobs/job-filter.ts'
import { aConnection, createFakeServer } from '../testing/fake-server.ts'
import { renderPart } from '../testing/render-part.tsx'
import { ExportMenu, type ExportMenuProps } from './export-menu.tsx'

// Loaded on intent; here its loading is no part of what is waited for.
beforeAll(() => Promise.all([import('../ui/popup.tsx'), import('./export-choice.tsx')]))
beforeEach(() => {
  vi.useFakeTimers({ now: Date.parse('2026-11-24T02:02:10Z'), toFake: ['Date'] })
})
afterEach(() => vi.useRealTimers())

const everything = { filter: {}, sort: defaultSort }

async function open(props: Partial<ExportMenuProps>, connection = aConnection()) {
  const user = userEvent.setup()
  const { fetch } = createFakeServer({ connection })
  renderPart(<ExportMenu search={everything} jobCount={2318} {...props} />, fetch)
  await user.click(screen.getByRole('button', { name: 'Export' }))
  await screen.findByRole('dialog')
  return user
}

const hrefOf = (name: RegExp) => screen.getByRole('link', { name }).getAttribute('href')

it('says what the file will hold, and links to it', async () => {
  await open({ search: { filter: { status: ['completed'] }, sort: defaultSort } })
  expect(await screen.findByText('2,318 jobs, with these filters, as of 10:02:05')).toBeDefined()
  expect(hrefOf(/^CSV/)).toBe('/api/export?status=completed&format=csv')
  expect(hrefOf(/^NDJSON/)).toBe('/api/export?status=completed&format=ndjson')
  expect(screen.getByRole('link', { name: /^CSV/ }).hasAttribute('download')).toBe(true)
})

it('without a filter it is all jobs; of a selection only those', async () => {
  await open({})
  expect(await screen.findByText('All 2,318 jobs, as of 10:02:05')).toBeDefined()
})

it('holds the selected jobs where some are selected', async () => {
  await open({ jobIds: ['one', 'two', 'three'] })
  expect(await screen.findByText('3 selected jobs, as of 10:02:05')).toBeDefined()
  expect(hrefOf(/^CSV/)).toBe(
    '/api/export?jobId=one&jobId=two&jobId=three&missing=shown&format=csv',
  )
})

it('says so where no link can name all that are selected', async () => {
  await open({ jobIds: Array.from({ length: 1000 }, (_, n) => `UbmsMHmkqv0PiAGx7Tq${n}`) })
  expect(screen.getByText(/^Too many jobs are selected/)).toBeDefined()
  expect(screen.queryByRole('link')).toBeNull()
})

it('gives whole account ids only to those who ask', async () => {
  const user = await open({})
  const choice = screen.getByRole('checkbox', { name: /^Whole account IDs/ })
  expect(choice).toHaveProperty('checked', false)
  await user.click(choice)
  expect(hrefOf(/^CSV/)).toBe('/api/export?format=csv&accounts=full')
})

it('says how much a file covers while the mirror is not whole', async () => {
  await open({ jobCount: null }, aConnection({ lastSweep: null, jobsKnown: 41_200 }))
  expect(await screen.findByText(/covers the 41,200 jobs read so far/)).toBeDefined()
  expect(screen.getByText('All jobs that match, as of 10:02:05')).toBeDefined()
})

it('does not call all what was read so far', async () => {
  await open({}, aConnection({ lastSweep: null }))
  expect(await screen.findByText('2,318 jobs, as of 10:02:05')).toBeDefined()
})

it('arrow keys walk the choices', async () => {
  const user = await open({})
  await vi.waitFor(() =>
    expect(document.activeElement).toBe(screen.getByRole('link', { name: /^CSV/ })),
  )
  await user.keyboard('{ArrowDown}')
  expect(document.activeElement).toBe(screen.getByRole('link', { name: /^NDJSON/ }))
  await user.keyboard('{ArrowDown}{Escape}')
  await vi.waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
})

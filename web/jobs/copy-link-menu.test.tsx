import { screen, waitFor } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest'
import { parseSearch } from '../search-params.ts'
import { createFakeServer } from '../testing/fake-server.ts'
import { renderPart } from '../testing/render-part.tsx'
import { columnsOfOne } from './column-layout.ts'
import { CopyLinkMenu } from './copy-link-menu.tsx'
import { readJobSearch } from './job-search.ts'
import type { ListView } from './list-view.ts'

// Loaded on intent; here their loading is no part of what is waited for.
beforeAll(() =>
  Promise.all([
    import('../ui/popup.tsx'),
    import('../ui/toasts.tsx'),
    import('../ui/copy-failed.tsx'),
    import('./copy-link-choice.tsx'),
  ]),
)
beforeEach(() => {
  vi.useFakeTimers({ now: Date.parse('2026-11-24T02:02:10Z'), toFake: ['Date'] })
})
afterEach(() => vi.useRealTimers())

const usual: ListView = {
  columns: columnsOfOne.map((id) => ({ id, width: null })),
  density: 'comfortable',
}
const search = readJobSearch(parseSearch('?status=running&createdFrom=-P7D&status=9'))
const live = `${window.location.origin}/jobs?status=running&createdFrom=-P7D`
const fixed = 'createdFrom=2026-11-17T02:02:05.000Z&createdTo=2026-11-24T02:02:05.000Z'

function renderMenu({ view = usual, jobCount = 2318 as number | null } = {}) {
  const user = userEvent.setup()
  renderPart(
    <CopyLinkMenu
      search={search}
      view={view}
      jobCount={jobCount}
      asOf="2026-11-24T02:02:05.000Z"
    />,
    createFakeServer().fetch,
  )
  return user
}

const copied = async () => decodeURIComponent(await navigator.clipboard.readText())

it('copies the live link, and says what it opens', async () => {
  const user = renderMenu()
  await user.click(screen.getByRole('button', { name: 'Copy link' }))
  await user.click(await screen.findByRole('button', { name: /^This view, live/ }))
  expect(await copied()).toBe(live)
  expect(await screen.findByText('Link copied. It opens these 2,318 jobs, live.')).toBeDefined()
  expect(screen.queryByRole('dialog', { name: 'Copy link' })).toBeNull()
})

it('copies the fixed link with its moment and the whole layout', async () => {
  const user = renderMenu()
  await user.click(screen.getByRole('button', { name: 'Copy link' }))
  await user.click(await screen.findByRole('button', { name: /^This view, fixed at 10:02:05/ }))
  const link = await copied()
  expect(link).toContain(fixed)
  expect(link).toContain(`columns=${columnsOfOne.join()}&density=comfortable`)
  expect(link).toMatch(/seenAt=2026-11-24T02:02:05.000Z$/)
  expect(await screen.findByText(/without jobs created after 10:02:05/)).toBeDefined()
})

it('has a key for each kind, on the page and in its menu', async () => {
  const user = renderMenu({ view: { columns: null, density: 'compact' }, jobCount: null })
  await user.keyboard('l')
  await waitFor(async () => expect(await copied()).toBe(`${live}&density=compact`))
  expect(await screen.findByText('Link copied. It opens this view, live.')).toBeDefined()
  await user.keyboard('{Shift>}L{/Shift}')
  await waitFor(async () => expect(await copied()).toContain(fixed))
  await user.click(screen.getByRole('button', { name: 'Copy link' }))
  await screen.findByRole('dialog', { name: 'Copy link' })
  const first = screen.getByRole('button', { name: /^This view, live/ })
  await waitFor(() => expect(document.activeElement).toBe(first))
  await user.keyboard('l')
  await waitFor(async () => expect(await copied()).toBe(`${live}&density=compact`))
  expect(screen.queryByRole('dialog', { name: 'Copy link' })).toBeNull()
})

it('says why it cannot copy, with the link to copy by hand', async () => {
  const user = renderMenu()
  vi.spyOn(navigator.clipboard, 'writeText').mockRejectedValue(new Error('not allowed'))
  document.execCommand = vi.fn(() => false)
  await user.keyboard('l')
  expect(await screen.findByText(/Could not copy/)).toBeDefined()
  const field = screen.getByRole('textbox', { name: 'Text to copy' })
  expect(decodeURIComponent((field as HTMLInputElement).value)).toBe(live)
  await waitFor(() => expect(document.activeElement).toBe(field))
  await user.keyboard('{Escape}')
  await waitFor(() => expect(screen.queryByRole('textbox')).toBeNull())
})

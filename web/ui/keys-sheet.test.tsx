import { screen, waitFor, within } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { afterEach, beforeAll, expect, test } from 'vitest'
import { createFakeServer } from '../testing/fake-server.ts'
import { renderApp } from '../testing/render-app.tsx'

// What is loaded late in the browser is there before the clock of a test runs.
beforeAll(async () => {
  await import('./keys-sheet.tsx')
}, 60_000)

async function openSheet() {
  const user = userEvent.setup()
  renderApp('/jobs', createFakeServer().fetch)
  const button = await screen.findByRole('button', { name: 'Keyboard shortcuts' })
  return { user, button }
}

afterEach(() => localStorage.clear())

test('lists the keys by group', async () => {
  const { user } = await openSheet()
  await user.keyboard('?')
  const sheet = await screen.findByRole('dialog', { name: 'Keyboard shortcuts' })
  expect(within(sheet).getByText('Add a filter').parentElement?.textContent).toMatch(/F$/)
  expect(within(sheet).getByText('Go to Jobs')).toBeDefined()
  expect(within(sheet).getByText('Go to Connections').parentElement?.textContent).toMatch(/C$/)
  await user.keyboard('{Escape}')
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
})

test('keys of one character can be switched off there, and its button still opens it', async () => {
  const { user, button } = await openSheet()
  await user.click(button)
  await user.click(await screen.findByRole('checkbox', { name: /Keys of one character/ }))
  await user.keyboard('{Escape}')
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
  expect(document.activeElement).toBe(button)
  await user.keyboard('p?')
  expect(screen.queryByRole('button', { pressed: true, name: /Pause/ })).toBeNull()
  expect(screen.queryByRole('dialog')).toBeNull()
  await user.click(button)
  await user.click(await screen.findByRole('checkbox', { name: /Keys of one character/ }))
  await user.keyboard('{Escape}')
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
  await user.keyboard('p')
  expect(screen.getByRole('button', { pressed: true, name: /Pause/ })).toBeDefined()
})

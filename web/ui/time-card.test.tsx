import { render, screen, waitFor, within } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { expect, test } from 'vitest'
import { LanguageProvider } from '../i18n/language.tsx'
import { CardTime, TimeCard } from './time-card.tsx'

async function openCard(zone: string) {
  render(
    <LanguageProvider zone={zone}>
      <CardTime dateTime="2026-11-24T01:50:52.120Z">then</CardTime>
      <TimeCard />
    </LanguageProvider>,
  )
  const user = userEvent.setup()
  const time = screen.getByText('then')
  time.focus()
  await user.keyboard('{Enter}')
  return { user, time, card: await screen.findByRole('dialog') }
}

test('a moment in the zone, in UTC, as an age and in epoch milliseconds, each to be copied', async () => {
  const { user, card } = await openCard('Asia/Shanghai')
  expect(within(card).getByText('2026-11-24 09:50:52')).toBeDefined()
  expect(within(card).getByText('2026-11-24 01:50:52')).toBeDefined()
  expect(within(card).getByText(/ago$/)).toBeDefined()
  await user.click(within(card).getByRole('button', { name: 'Copy: Epoch ms' }))
  expect(await navigator.clipboard.readText()).toBe('1795485052120')
})

test('UTC is not told twice', async () => {
  const { card } = await openCard('UTC')
  expect(within(card).getAllByText('2026-11-24 01:50:52')).toHaveLength(1)
})

test('Escape closes the card alone, and the focus is where it was', async () => {
  const { user, time } = await openCard('UTC')
  let heard = 0
  const listener = () => {
    heard += 1
  }
  document.addEventListener('keydown', listener)
  await user.keyboard('{Escape}')
  document.removeEventListener('keydown', listener)
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
  expect(document.activeElement).toBe(time)
  expect(heard).toBe(0)
})

import { act, render, screen, waitFor } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { afterEach, beforeAll, expect, it, vi } from 'vitest'
import { LanguageProvider } from '../i18n/language.tsx'
import { ToastProvider, useToast } from './toast.tsx'

// Loaded when the browser is idle; here its loading is no part of what is waited for.
beforeAll(() => import('./toasts.tsx'))
afterEach(() => vi.useRealTimers())

function Speaker() {
  const { toast, toastError } = useToast()
  return (
    <>
      <button type="button" onClick={() => toast('Link copied')}>
        Copy
      </button>
      <button type="button" onClick={() => toastError('It did not work')}>
        Fail
      </button>
    </>
  )
}

function renderSpeaker() {
  render(
    <LanguageProvider>
      <ToastProvider>
        <Speaker />
      </ToastProvider>
    </LanguageProvider>,
  )
}

it('says it in a live region and is gone after 4 s', async () => {
  vi.useFakeTimers({ shouldAdvanceTime: true })
  renderSpeaker()
  screen.getByRole('button', { name: 'Copy' }).click()
  const said = await screen.findByText('Link copied')
  expect(said.closest('[aria-live="polite"]')).not.toBeNull()
  await act(() => vi.advanceTimersByTimeAsync(3500))
  expect(screen.queryByText('Link copied')).not.toBeNull()
  await act(() => vi.advanceTimersByTimeAsync(1000))
  await waitFor(() => expect(screen.queryByText('Link copied')).toBeNull())
})

it('keeps an error until it is closed, and the same text twice is two messages', async () => {
  vi.useFakeTimers({ shouldAdvanceTime: true })
  const user = userEvent.setup({ advanceTimers: vi.advanceTimersByTime })
  renderSpeaker()
  await user.click(screen.getByRole('button', { name: 'Fail' }))
  await user.click(screen.getByRole('button', { name: 'Fail' }))
  await waitFor(() => expect(screen.getAllByText('It did not work')).toHaveLength(2))
  await act(() => vi.advanceTimersByTimeAsync(60_000))
  expect(screen.getAllByText('It did not work')).toHaveLength(2)
  const [close] = screen.getAllByRole('button', { name: 'Close the message' })
  if (close) await user.click(close)
  await waitFor(() => expect(screen.getAllByText('It did not work')).toHaveLength(1))
})

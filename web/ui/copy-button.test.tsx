import { render, screen, waitFor } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { expect, it, vi } from 'vitest'
import { LanguageProvider } from '../i18n/language.tsx'
import { CopyButton } from './copy-button.tsx'

function renderButton() {
  render(
    <LanguageProvider>
      <CopyButton text="iot-1" label="Copy instance ID" />
    </LanguageProvider>,
  )
  return screen.getByRole('button', { name: 'Copy instance ID' })
}

it('copies and says so', async () => {
  const user = userEvent.setup()
  await user.click(renderButton())
  expect(await navigator.clipboard.readText()).toBe('iot-1')
  await waitFor(() => expect(screen.getByRole('status').textContent).toBe('Copied'))
})

it('copies through a field where the clipboard is out of reach', async () => {
  const user = userEvent.setup()
  vi.spyOn(navigator.clipboard, 'writeText').mockRejectedValue(new Error('not allowed'))
  document.execCommand = vi.fn(() => true)
  const button = renderButton()
  await user.click(button)
  expect(document.execCommand).toHaveBeenCalledWith('copy')
  expect(document.querySelector('textarea')).toBeNull()
  await waitFor(() => expect(button.title).toBe('Copied'))
})

it('says why it cannot, and gives the text to copy by hand', async () => {
  const user = userEvent.setup()
  vi.spyOn(navigator.clipboard, 'writeText').mockRejectedValue(new Error('not allowed'))
  document.execCommand = vi.fn(() => false)
  await user.click(renderButton())
  expect(await screen.findByText(/Could not copy/)).toBeDefined()
  expect(screen.getByRole('textbox', { name: 'Text to copy' })).toHaveProperty('value', 'iot-1')
})

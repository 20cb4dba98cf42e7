import { render, screen } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { expect, it, vi } from 'vitest'
import { Segmented } from './segmented.tsx'

it('is a group of radios, one of which is on', async () => {
  const onChange = vi.fn()
  render(
    <Segmented
      label="Show as"
      value="lanes"
      options={[
        { value: 'lanes', label: 'Lanes' },
        { value: 'table', label: 'Table' },
      ]}
      onChange={onChange}
    />,
  )
  expect(screen.getByRole('radiogroup', { name: 'Show as' })).toBeDefined()
  expect(screen.getByRole('radio', { name: 'Lanes' })).toHaveProperty('checked', true)
  await userEvent.setup().click(screen.getByText('Table'))
  expect(onChange).toHaveBeenCalledWith('table')
})

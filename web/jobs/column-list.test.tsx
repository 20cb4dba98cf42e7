import { render, screen, waitFor } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { useState } from 'react'
import { expect, test } from 'vitest'
import { LanguageProvider } from '../i18n/language.tsx'
import { ColumnList } from './column-list.tsx'
import { type ColumnChoice, writeColumns } from './list-view.ts'

function Layout() {
  const [columns, setColumns] = useState<readonly ColumnChoice[] | null>(null)
  return (
    <>
      <ColumnList
        view={{
          columns,
          setColumns,
          density: 'compact',
          hasMany: false,
          setDensity: () => {},
          reset: () => {},
        }}
      />
      <output>{columns && writeColumns(columns)}</output>
    </>
  )
}

function open() {
  render(
    <LanguageProvider zone="UTC">
      <Layout />
    </LanguageProvider>,
  )
  const user = userEvent.setup()
  const columns = () => document.querySelector('output')?.textContent
  const box = (name: RegExp) => screen.getByRole('checkbox', { name })
  return { user, columns, box }
}

test('a column is hidden and comes back to its place; the id stays', async () => {
  const { user, columns, box } = open()
  await user.click(box(/^Source/))
  await user.click(box(/^Job ID/))
  expect(columns()).toBe(
    'status,jobId,productKey,deviceCount,targets,strategy,targetUid,createdAt,statusSince',
  )
  await user.click(box(/^Source/))
  expect(columns()).toContain('deviceCount,source,targets')
})

test('Alt and an arrow move a column, its focus and its place said aloud', async () => {
  const { user, columns, box } = open()
  box(/^Strategy/).focus()
  await user.keyboard('{Alt>}{ArrowUp}{ArrowUp}{/Alt}')
  expect(columns()).toContain('deviceCount,strategy,source,targets,targetUid')
  expect(document.activeElement).toBe(box(/^Strategy/))
  await waitFor(() =>
    expect(screen.getByText('Strategy, place 5 of 10').getAttribute('role')).toBe('status'),
  )
})

test('buttons move it for those who have no keyboard, and stop at the ends', async () => {
  const { user, columns } = open()
  await user.click(screen.getByRole('button', { name: 'Move Status up' }))
  expect(columns()).toBe('')
  await user.click(screen.getByRole('button', { name: 'Move Status down' }))
  expect(columns()).toMatch(/^jobId,status,productKey/)
})

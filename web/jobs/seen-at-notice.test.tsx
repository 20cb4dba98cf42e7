import { render, screen } from '@testing-library/react'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { LanguageProvider } from '../i18n/language.tsx'
import { parseSearch } from '../search-params.ts'
import { type JobSearch, readJobSearch } from './job-search.ts'
import { SeenAtNotice } from './seen-at-notice.tsx'

beforeEach(() => {
  vi.useFakeTimers({ now: Date.parse('2026-11-25T08:00:00Z'), toFake: ['Date'] })
})
afterEach(() => vi.useRealTimers())

function open(query: string) {
  const changes: JobSearch[] = []
  render(
    <LanguageProvider zone="Asia/Shanghai">
      <SeenAtNotice
        search={readJobSearch(parseSearch(query))}
        change={(next) => changes.push(next)}
      />
    </LanguageProvider>,
  )
  return changes
}

const seenAt = 'seenAt=2026-11-24T02:02:05.000Z'

it('says when the link was made and what is not as it was then', () => {
  open(`?${seenAt}&createdTo=2026-11-24T02:02:05.000Z`)
  expect(screen.getByRole('status').textContent).toMatch(
    /^This link is from Nov 24, 10:02:05\.Jobs created later are left out/,
  )
})

it('does not say that anything is left out where nothing is', () => {
  open(`?${seenAt}`)
  expect(screen.getByRole('status').textContent).not.toContain('left out')
})

it('shows the live list with the same filters on request', () => {
  const changes = open(
    `?status=running&density=compact&${seenAt}&createdTo=2026-11-24T02:02:05.000Z`,
  )
  screen.getByRole('button', { name: 'Show live' }).click()
  expect(changes).toMatchObject([
    { filter: { status: ['running'] }, view: { density: 'compact' }, seenAt: null },
  ])
  expect(changes[0]?.filter).not.toHaveProperty('createdTo')
})

it('is not there for any other link', () => {
  open('?status=running')
  expect(screen.queryByRole('status')).toBeNull()
})

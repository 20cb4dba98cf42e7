import { act, render, screen } from '@testing-library/react'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { LanguageProvider } from '../i18n/language.tsx'
import { Ago, Moment } from './moment.tsx'

beforeEach(() => {
  vi.useFakeTimers({ now: Date.parse('2026-11-24T02:00:10Z') })
})
afterEach(() => vi.useRealTimers())

const renderIn = (zone: string, node: React.ReactNode) =>
  render(<LanguageProvider zone={zone}>{node}</LanguageProvider>)

it('tells an age that goes on', () => {
  renderIn('UTC', <Ago iso="2026-11-24T02:00:07.000Z" />)
  expect(screen.getByText(/^3.* ago$/)).toBeDefined()
  act(() => vi.advanceTimersByTime(2000))
  expect(screen.getByText(/^5.* ago$/)).toBeDefined()
})

it('never tells an age past a day without the moment', () => {
  renderIn('UTC', <Ago iso="2026-11-20T01:00:00.000Z" />)
  expect(screen.getByText('Nov 20, 01:00:00')).toBeDefined()
})

it('carries the exact moment for machines, and can be asked for the other ways to write it', () => {
  renderIn('Asia/Shanghai', <Moment iso="2026-11-24T02:00:00.000Z" />)
  const time = screen.getByText('10:00:00')
  expect(time.getAttribute('datetime')).toBe('2026-11-24T02:00:00.000Z')
  expect(time.tabIndex).toBe(0)
})

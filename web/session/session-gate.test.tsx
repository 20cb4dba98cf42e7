import { act, render, screen } from '@testing-library/react'
import { expect, test, vi } from 'vitest'
import { LanguageProvider } from '../i18n/language.tsx'
import { zh } from '../i18n/zh.ts'
import { SessionGate } from './session-gate.tsx'
import { watchSession } from './session-watch.ts'

function aGate(realm: string, messages?: typeof zh) {
  vi.useFakeTimers({ shouldAdvanceTime: true })
  let isIn = true
  const reply = () =>
    isIn
      ? Response.json({})
      : new Response(null, {
          status: 401,
          headers: { 'www-authenticate': `Waybill realm="${realm}"` },
        })
  const watch = watchSession(async () => reply())
  const onOut = vi.fn()
  render(
    <LanguageProvider {...(messages && { messages })}>
      <SessionGate watch={watch} onOut={onOut}>
        <p>the jobs</p>
      </SessionGate>
    </LanguageProvider>,
  )
  const set = async (isLetIn: boolean) => {
    isIn = isLetIn
    if (!isLetIn) await act(async () => void (await watch.fetch('/api/jobs')))
    else await act(() => vi.advanceTimersByTimeAsync(2100))
  }
  return { onOut, set }
}

test('whoever is signed out is told what to do, sees nothing else, and goes on by itself', async () => {
  const { onOut, set } = aGate('link')
  expect(screen.getByText('the jobs')).toBeTruthy()
  await set(false)
  expect(screen.getByRole('heading', { name: 'You are not signed in' })).toBeTruthy()
  expect(screen.getByRole('status').textContent).toContain('Open the link that Waybill printed')
  expect([screen.queryByText('the jobs'), onOut.mock.calls.length]).toEqual([null, 1])
  await set(true)
  expect(screen.getByText('the jobs')).toBeTruthy()
  vi.useRealTimers()
})

test('behind a proxy it is the proxy that has to say who one is', async () => {
  const { set } = aGate('proxy', zh)
  await set(false)
  expect(screen.getByRole('heading', { name: '您尚未登录' })).toBeTruthy()
  expect(screen.getByRole('status').textContent).toContain('WAYBILL_TRUSTED_PROXIES')
  vi.useRealTimers()
})

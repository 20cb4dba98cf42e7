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
  const [onOut, leaveFor] = [vi.fn(), vi.fn()]
  render(
    <LanguageProvider {...(messages && { messages })}>
      <SessionGate watch={watch} onOut={onOut} leaveFor={leaveFor}>
        <p>the jobs</p>
      </SessionGate>
    </LanguageProvider>,
  )
  const set = async (isLetIn: boolean) => {
    isIn = isLetIn
    if (!isLetIn) await act(async () => void (await watch.fetch('/api/jobs')))
    else await act(() => vi.advanceTimersByTimeAsync(2100))
  }
  return { onOut, leaveFor, watch, set }
}

test('whoever is signed out is told what to do, sees nothing else, and goes on by itself', async () => {
  const { onOut, set } = aGate('link')
  expect(screen.getByText('the jobs')).toBeTruthy()
  await set(false)
  expect(await screen.findByRole('heading', { name: 'You are not signed in' })).toBeTruthy()
  expect(screen.getByRole('status').textContent).toContain('Open the link that Waybill printed')
  expect([screen.queryByText('the jobs'), onOut.mock.calls.length]).toEqual([null, 1])
  await set(true)
  expect(screen.getByText('the jobs')).toBeTruthy()
  vi.useRealTimers()
})

test('behind a proxy it is the proxy that has to say who one is', async () => {
  const { set } = aGate('proxy', zh)
  await set(false)
  expect(await screen.findByRole('heading', { name: '您尚未登录' })).toBeTruthy()
  expect(screen.getByRole('status').textContent).toContain('WAYBILL_TRUSTED_PROXIES')
  vi.useRealTimers()
})

test('a first visit goes to the provider, and says where it was to lead', async () => {
  window.history.replaceState(null, '', '/jobs?status=running&q=a%26b')
  const { leaveFor, set } = aGate('oidc')
  await set(false)
  expect(leaveFor.mock.calls).toEqual([['/sign-in?to=%2Fjobs%3Fstatus%3Drunning%26q%3Da%2526b']])
  vi.useRealTimers()
})

test('whoever was signed out is not sent there, and has a link that comes back', async () => {
  window.history.replaceState(null, '', '/connections')
  const { leaveFor, watch, set } = aGate('oidc')
  await act(async () => void (await watch.fetch('/api/jobs')))
  await set(false)
  const link = await screen.findByRole('link', { name: 'Sign in' })
  expect(link.getAttribute('href')).toBe('/sign-in?to=%2Fconnections')
  expect(leaveFor).not.toHaveBeenCalled()
  vi.useRealTimers()
})

import { fireEvent, screen, waitFor } from '@testing-library/react'
import { expect, test } from 'vitest'
import { renderPart } from '../testing/render-part.tsx'
import { SessionLine } from './session-line.tsx'

const chrome = 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/150.0 Safari/537.36'
const at = '2026-11-24T02:00:00.000Z'
const common = { browser: chrome, startedAt: at, lastSeenAt: at, endsAt: null }

/** Our server, as far as who is signed in goes; `asked`: what was changed. */
function aServer() {
  const asked: string[] = []
  let sessions = [
    { id: 'mine', viewer: { id: 'i#a', name: 'alice' }, isThis: true, ...common },
    { id: 'other', viewer: { id: 'i#b', name: 'bob' }, isThis: false, ...common },
  ]
  const viewer = { id: 'i#a', name: 'alice', role: 'admin', groups: [] }
  const fetchFrom = async (input: RequestInfo | URL, init?: RequestInit) => {
    const path = new URL(String(input), 'http://waybill.test').pathname
    if (init?.method === 'POST') {
      asked.push(path)
      sessions = sessions.filter(({ id }) => !path.includes(id))
      return Response.json({ ended: true })
    }
    if (path === '/api/sessions') return Response.json({ sessions })
    return Response.json({ viewer, signIn: 'oidc', canEnd: true })
  }
  return { asked, fetch: fetchFrom as typeof fetch }
}

test('an admin sees who is signed in, and ends the others by a button that says whose', async () => {
  const server = aServer()
  renderPart(<SessionLine />, server.fetch)
  fireEvent.click(await screen.findByRole('button', { name: 'Signed-in browsers…' }))
  const rows = await screen.findAllByRole('row')
  expect(rows.map((row) => row.textContent)).toEqual([
    expect.stringContaining('Browser'),
    expect.stringMatching(/^aliceChrome on Linuxthis one/),
    expect.stringMatching(/^bobChrome on Linux/),
  ])
  fireEvent.click(screen.getByRole('button', { name: 'End Chrome on Linux of bob' }))
  await waitFor(() => expect(screen.queryByText('bob')).toBe(null))
  expect(server.asked).toEqual(['/api/sessions/other/end'])
  expect(screen.queryByRole('button', { name: /of alice/ })).toBe(null)
})

import { expect, test } from 'vitest'
import { aGatedServer } from '../testing/a-gated-server.ts'
import { writeHeaders } from '../testing/an-access.ts'
import type { SignInEvent } from './sign-in-event.ts'
import { localAdmin } from './viewer.ts'

test('a launch link signs one browser in, once, by a cookie that no script reads', async () => {
  const { access, origin, port } = await aGatedServer({ kind: 'link' })
  const launch = (token: unknown) =>
    fetch(`${origin}/api/session/launch`, {
      method: 'POST',
      headers: writeHeaders,
      body: JSON.stringify({ token }),
    })
  const token = access.newToken?.() ?? ''
  expect(Buffer.from(token, 'base64url')).toHaveLength(32)
  const closed = await fetch(`${origin}/api/jobs`)
  expect([closed.status, closed.headers.get('www-authenticate')]).toEqual([
    401,
    'Waybill realm="link"',
  ])
  expect((await launch(`${token}x`)).status).toBe(401)
  expect((await launch(7)).status).toBe(400)
  const good = await launch(token)
  const cookie = good.headers.get('set-cookie') ?? ''
  expect(cookie).toMatch(
    new RegExp(`^waybill-${port}=[\\w-]{43}; Path=/; HttpOnly; SameSite=Strict$`),
  )
  expect((await launch(token)).status).toBe(401)
  const mine = { headers: { cookie: cookie.split(';', 1)[0] ?? '' } }
  expect(await (await fetch(`${origin}/api/session`, mine)).json()).toEqual({
    viewer: { id: 'local', name: 'local', role: 'admin', groups: [] },
    signIn: 'link',
    canEnd: true,
  })
  access.newToken?.()
  expect((await fetch(`${origin}/api/jobs`, mine)).status).toBe(200)
  const end = { method: 'POST', headers: { ...mine.headers, ...writeHeaders } }
  expect((await fetch(`${origin}/api/session/end`, end)).status).toBe(200)
  expect((await fetch(`${origin}/api/jobs`, mine)).status).toBe(401)
})

test('who signs in, out, or in vain is told of, and nothing secret with it', async () => {
  const told: SignInEvent[] = []
  const onSignIn = (event: SignInEvent) => told.push(event)
  const { access, origin } = await aGatedServer({ kind: 'link', onSignIn })
  const post = (path: string, token: string, cookie = '') =>
    fetch(`${origin}/api/${path}`, {
      method: 'POST',
      headers: { ...writeHeaders, cookie },
      body: JSON.stringify({ token }),
    })
  const signIn = async () => {
    const good = await post('session/launch', access.newToken?.() ?? '')
    return good.headers.get('set-cookie')?.split(';', 1)[0] ?? ''
  }
  await post('session/launch', 'wrong')
  const [mine, other] = [await signIn(), await signIn()]
  const list = await fetch(`${origin}/api/sessions`, { headers: { cookie: mine } })
  const { sessions } = (await list.json()) as { sessions: { id: string; isThis: boolean }[] }
  await post(`sessions/${sessions.find(({ isThis }) => !isThis)?.id}/end`, '', mine)
  await post('session/end', '', mine)
  await post('session/end', '', other)
  const out = { kind: 'out', viewer: localAdmin }
  expect(told).toEqual([
    { kind: 'refused', why: 'wrong-link', person: null, peer: '127.0.0.1' },
    { kind: 'in', viewer: localAdmin },
    { kind: 'in', viewer: localAdmin },
    { ...out, why: 'ended', endedBy: localAdmin },
    { ...out, why: 'signed-out', endedBy: null },
  ])
})

test('the eleventh wrong link within a minute is not even looked at', async () => {
  const { access, origin } = await aGatedServer({ kind: 'link' })
  const token = access.newToken?.() ?? ''
  const launch = async (given: string) => {
    const body = JSON.stringify({ token: given })
    const reply = await fetch(`${origin}/api/session/launch`, {
      method: 'POST',
      headers: writeHeaders,
      body,
    })
    return reply.status
  }
  for (let count = 0; count < 10; count++) expect(await launch('wrong')).toBe(401)
  // Whoever else is at that address must not be able to lock the link out.
  expect([await launch('wrong'), await launch(token)]).toEqual([429, 200])
})

test('by https, the cookie is for this host and https alone', async () => {
  const publicUrl = new URL('https://tools.example.com')
  const { access, raw } = await aGatedServer({ kind: 'link', publicUrl })
  const body = JSON.stringify({ token: access.newToken?.() })
  const head = `Host: tools.example.com\r\nX-Waybill: 1\r\nContent-Type: application/json\r\nContent-Length: ${body.length}`
  const reply = await raw(
    `POST /api/session/launch HTTP/1.1\r\n${head}\r\nConnection: close\r\n\r\n${body}`,
  )
  expect(reply).toMatch(
    /set-cookie: __Host-waybill=[\w-]{43}; Path=\/; HttpOnly; Secure; SameSite=Strict\r/i,
  )
  expect(reply).toContain('strict-transport-security: max-age=31536000\r')
})

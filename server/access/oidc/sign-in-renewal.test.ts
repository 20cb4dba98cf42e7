import { expect, test, vi } from 'vitest'
import { readEvents } from '../../api/event-reader.ts'
import { writeHeaders } from '../../testing/an-access.ts'
import { aBrowser } from '../../testing/oidc/a-browser.ts'
import { aPair } from '../../testing/oidc/a-pair.ts'

/** Alice, signed in with tokens that hold for three seconds, and her page's event stream. */
async function aliceWatching() {
  const { house, provider } = await aPair({}, { tokenLifeS: 3 })
  const browser = aBrowser()
  await browser.signIn(`${house.url}/jobs`, 'alice')
  const { name = '', value = '' } = browser.jar.find(/^waybill-\d+$/) ?? {}
  const stream = readEvents(`${house.url}/api/events`, { headers: { cookie: `${name}=${value}` } })
  await stream.until(() => stream.named('sync').length === 1)
  const status = async () => (await browser.api(`${house.url}/api/session`)).status
  return { house, provider, stream, status }
}

const eventually = (holds: () => boolean) =>
  vi.waitFor(() => expect(holds()).toBe(true), { timeout: 15_000, interval: 20 })

test('tokens of three seconds do not disturb whoever watches, also while the provider is away', async () => {
  const { provider, stream, status, house } = await aliceWatching()
  await eventually(() => provider.refreshes() >= 2)
  provider.setAway(true)
  await eventually(() => house.failures.length >= 2)
  expect(await status()).toBe(200)
  provider.setAway(false)
  const before = provider.refreshes()
  await eventually(() => provider.refreshes() > before)
  expect([stream.isOver(), await status()]).toEqual([false, 200])
  expect(house.failures.every((failure) => failure.startsWith('away: '))).toBe(true)
})

test('somebody whom the provider knows no more is out by the next renewal, their stream with them', async () => {
  const { provider, stream, status, house } = await aliceWatching()
  provider.accounts.delete('alice')
  await eventually(() => stream.isOver())
  expect(await status()).toBe(401)
  expect(house.failures).toEqual(['refused: invalid_grant'])
  const [signedIn, out] = house.signIns
  expect(signedIn).toMatchObject({ kind: 'in', viewer: { name: 'alice@example.com' } })
  expect(out).toMatchObject({ kind: 'out', why: 'refused', endedBy: null })
})

test('somebody who leaves the group that lets them in is out, too', async () => {
  const { provider, stream, status } = await aliceWatching()
  provider.accounts.set('alice', { email: 'alice@example.com', email_verified: false })
  await eventually(() => stream.isOver())
  expect(await status()).toBe(401)
})

test('a session that an admin ends loses its stream at once', async () => {
  const { stream, status, house } = await aliceWatching()
  const root = aBrowser()
  await root.signIn(`${house.url}/jobs`, 'root')
  const { text } = await root.api(`${house.url}/api/sessions`)
  const { sessions } = JSON.parse(text) as { sessions: { id: string; isThis: boolean }[] }
  const id = sessions.find(({ isThis }) => !isThis)?.id
  const startedMs = performance.now()
  await root.api(`${house.url}/api/sessions/${id}/end`, { method: 'POST', headers: writeHeaders })
  await eventually(() => stream.isOver())
  expect(performance.now() - startedMs).toBeLessThan(5000)
  expect(await status()).toBe(401)
})

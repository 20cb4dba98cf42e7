import { expect, notice, rows, test } from './fixtures.ts'
import { isLong } from './proof.ts'
import { setFaults } from './servers.ts'

type Trouble = { readonly fault: object; readonly says: RegExp }

/** Faults that the page must speak of, and by which words: one of each kind that it tells apart. */
const troubles: readonly Trouble[] = [
  { fault: { kind: 'throttle' }, says: /throttling/ },
  { fault: { kind: 'error-503' }, says: /Showing data as of/ },
  { fault: { kind: 'html', status: 200 }, says: /Showing data as of/ },
  { fault: { kind: 'cut-json', early: true }, says: /Showing data as of/ },
  { fault: { kind: 'hang' }, says: /Showing data as of/ },
  { fault: { kind: 'security-token-expired' }, says: /credentials|key/i },
  { fault: { kind: 'access-denied' }, says: /permission|not allow/i },
  { fault: { kind: 'needs-instance', instanceId: 'iot-060abc' }, says: /WAYBILL_IOT_INSTANCE_ID/ },
]

/** The rest of them, for the long form. */
const more: readonly Trouble[] = [
  { kind: 'error-500' },
  { kind: 'system-exception' },
  { kind: 'html', status: 502 },
  { kind: 'cut-json' },
  { kind: 'drip' },
  { kind: 'reset' },
].map((fault) => ({ fault, says: /Showing data as of/ }))

for (const { fault, says } of isLong ? [...troubles, ...more] : troubles) {
  test(`${JSON.stringify(fault)}: rows stay, the page says what and since when, and heals in 5 s`, async ({
    page,
    demo,
  }) => {
    test.setTimeout(90_000)
    await setFaults(demo.control, [])
    await page.goto(`${demo.url}/jobs`)
    await expect(rows(page).first()).toBeVisible()
    const said = notice(page, says)
    await expect(said).toBeHidden()
    await setFaults(demo.control, [fault])
    await expect(said).toBeVisible({ timeout: 30_000 })
    await expect(said).toContainText(/\d\d:\d\d:\d\d/)
    expect(await rows(page).count()).toBeGreaterThan(10)
    // Long enough for waits to have grown.
    await page.waitForTimeout(8000)
    await expect(said).toBeVisible()
    expect(await rows(page).count()).toBeGreaterThan(10)
    await setFaults(demo.control, [])
    await expect(said).toBeHidden({ timeout: 5000 })
  })
}

for (const fault of [
  { kind: 'latency', ms: 400, jitterMs: 400 },
  { kind: 'lone-object' },
  { kind: 'next-token-expired' },
  { kind: 'unknown-status' },
]) {
  test(`${JSON.stringify(fault)}: nobody needs to be told; the list goes on`, async ({
    page,
    demo,
  }) => {
    await setFaults(demo.control, [fault])
    await page.goto(`${demo.url}/jobs`)
    await expect(rows(page).first()).toBeVisible()
    const asOf = async () =>
      Date.parse(
        ((await (await fetch(`${demo.url}/api/jobs?pageSize=1`)).json()) as { asOf: string }).asOf,
      )
    const before = await asOf()
    await expect.poll(asOf, { timeout: 15_000 }).toBeGreaterThan(before)
    await expect(notice(page, 'Showing data as of')).toBeHidden()
    await setFaults(demo.control, [])
  })
}

test('a status that no document knows is shown as it is, counted and filtered', async ({
  page,
  demo,
}) => {
  await setFaults(demo.control, [{ kind: 'unknown-status', status: 7 }])
  await page.goto(`${demo.url}/jobs`)
  const tile = page.getByRole('button', { name: /^Unknown \(7\), \d+ job/ })
  await expect(tile).toBeVisible({ timeout: 30_000 })
  await tile.click()
  await expect(page).toHaveURL(/status=unknown-7/)
  await expect(rows(page).first()).toContainText('Unknown (7)')
  await setFaults(demo.control, [])
})

test('when our own server is gone the rows stay, the page says so, and comes back by itself', async ({
  page,
  demo,
}) => {
  await setFaults(demo.control, [])
  await page.goto(`${demo.url}/jobs`)
  await expect(rows(page).first()).toBeVisible()
  await page.route('**/api/**', (route) => route.abort('connectionrefused'))
  const said = notice(page, 'lost our server')
  await expect(said).toBeVisible({ timeout: 15_000 })
  expect(await rows(page).count()).toBeGreaterThan(10)
  await page.unroute('**/api/**')
  await expect(said).toBeHidden({ timeout: 5000 })
})

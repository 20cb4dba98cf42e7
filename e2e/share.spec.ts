import { drawnIds, expect, rows, test } from './fixtures.ts'

test('a link with two statuses, a product and an open drawer opens the same in a clean browser', async ({
  page,
  browser,
  demo,
}) => {
  // The demo lives on: of jobs of a day ago none ends between the two looks, and joins them.
  const aDayAgo = new Date(Date.now() - 86_400_000).toISOString()
  await page.goto(`${demo.url}/jobs?createdTo=${aDayAgo}`)
  await page.getByRole('button', { name: /^Completed, / }).click()
  await page.getByRole('button', { name: /^Interrupted, / }).click({ modifiers: ['Shift'] })
  await page.getByRole('button', { name: 'Filter', exact: true }).click()
  const editor = page.getByRole('dialog')
  await editor.getByRole('button', { name: 'Product key' }).click()
  await editor.getByRole('checkbox').first().press('Space')
  await page.keyboard.press('Escape')
  await expect(page).toHaveURL(/status=completed&status=interrupted/)
  await expect(page).toHaveURL(/productKey=a1/)
  await rows(page).nth(2).getByRole('link').click()
  await expect(page.getByRole('complementary')).toBeVisible()
  await expect(page).toHaveURL(/job=/)

  const address = page.url()
  const heading = page.getByRole('complementary').getByRole('heading').first()
  // Until then it says that the job is being loaded.
  await expect(heading).toHaveText(/^(Completed|Interrupted)/)
  const shown = { ids: await drawnIds(page), heading: await heading.textContent() }
  const elsewhere = await browser.newContext({ locale: 'de-DE', timezoneId: 'America/New_York' })
  const other = await elsewhere.newPage()
  await other.goto(address)
  await expect(other.getByRole('complementary').getByRole('heading').first()).toHaveText(
    shown.heading ?? '',
  )
  await expect.poll(async () => (await drawnIds(other)).slice(0, 5)).toEqual(shown.ids.slice(0, 5))
  await expect(other.getByRole('button', { name: /^Completed, / })).toHaveAttribute(
    'aria-pressed',
    'true',
  )
  await elsewhere.close()
})

test('back, forward and reload keep the view', async ({ page, demo }) => {
  await page.goto(`${demo.url}/jobs`)
  await page.getByRole('button', { name: /^Completed, / }).click()
  await expect(page).toHaveURL(/status=completed/)
  await rows(page).first().getByRole('link').click()
  await expect(page.getByRole('complementary')).toBeVisible()
  const address = page.url()
  await page.reload()
  expect(page.url()).toBe(address)
  await expect(page.getByRole('complementary')).toBeVisible()
  await page.goBack()
  await expect(page.getByRole('complementary')).toBeHidden()
  await expect(page).toHaveURL(/status=completed$/)
  await page.goBack()
  await expect(page).not.toHaveURL(/status/)
  await page.goForward()
  await page.goForward()
  await expect(page.getByRole('complementary')).toBeVisible()
  expect(page.url()).toBe(address)
})

test('a broken part of a link drops alone and is named', async ({ page, demo }) => {
  await page.goto(`${demo.url}/jobs?status=running&status=9&createdFrom=lately&color=red`)
  await expect(page.getByText('status=9 was not understood')).toBeVisible()
  await expect(page.getByText('createdFrom=lately was not understood')).toBeVisible()
  await expect(page.getByText('color=red was not understood')).toBeVisible()
  await expect(page.getByRole('button', { name: /^Running, / })).toHaveAttribute(
    'aria-pressed',
    'true',
  )
})

test('a long account id in a link stays whole', async ({ page, demo }) => {
  const asked = page.waitForRequest(/\/api\/jobs\?/)
  await page.goto(`${demo.url}/jobs?targetUid=19842686432612345678`)
  expect(new URL((await asked).url()).searchParams.get('targetUid')).toBe('19842686432612345678')
  await expect(page.getByText('No job matches this filter')).toBeVisible()
})

test('a job has a page of its own, and an id that nobody knows says so', async ({ page, demo }) => {
  await page.goto(`${demo.url}/jobs`)
  const [jobId = ''] = await drawnIds(page)
  await page.goto(`${demo.url}/jobs/${jobId}`)
  await expect(page.getByRole('main').getByText(jobId).first()).toBeVisible()
  await page.goto(`${demo.url}/jobs/UbmsNobodyKnowsThisJob010001`)
  await expect(page.getByText('UbmsNobodyKnowsThisJob010001').first()).toBeVisible()
  await expect(page.getByText(/No job has this id/i)).toBeVisible()
})

import { expect, rows, test } from './fixtures.ts'

test('what an admin did is listed on the page that the page of the connection leads to', async ({
  page,
  demo,
}) => {
  await page.goto(`${demo.url}/jobs?status=completed`)
  await expect(rows(page).first()).toBeVisible()
  const reply = await page.request.get(`${demo.url}/api/jobs?status=completed&pageSize=1`)
  const { jobs } = (await reply.json()) as { jobs: { jobId: string }[] }
  const jobId = jobs[0]?.jobId ?? ''
  await page.request.get(`${demo.url}/api/jobs/${jobId}/result`)
  await page.request.get(`${demo.url}/api/export?format=csv&status=completed&accounts=full`)

  await page.goto(`${demo.url}/connections`)
  await page.getByRole('link', { name: 'Audit log' }).click()
  await expect(page).toHaveURL(`${demo.url}/connections/audit`)
  const log = page.getByRole('table', { name: 'Audit log' })
  const entry = (words: string) => log.getByRole('row').filter({ hasText: words })
  await expect(entry('Exported')).toContainText('Status is Completed')
  await expect(entry('Exported')).toContainText('Whole account ids')
  await expect(entry('Looked at the jobs')).toContainText('Local viewer')
  await expect(log).not.toContainText('Signature')

  await page.request.get(`${demo.url}/api/export?format=ndjson`)
  await page.getByRole('button', { name: 'Refresh' }).click()
  await expect(entry('NDJSON')).toContainText('No filter')
  await entry('Took the link').getByRole('link', { name: jobId }).click()
  await expect(page.getByRole('main')).toContainText(jobId)
})

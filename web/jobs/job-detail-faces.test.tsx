import { screen, waitFor } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { describe, expect, it, vi } from 'vitest'
import { aJob, aJobWithHistory } from '../testing/a-job.ts'
import { failed, found, renderDetail, replies } from '../testing/render-detail.tsx'

const pathOf = (input: RequestInfo | URL) => new URL(String(input), 'http://waybill.test').pathname

describe('the row as received', () => {
  const text =
    '{"JobId":"UbmsMHmkqv0PiAGx7Tq010001","TargetUid":"176•••208","Total":9007199254740993}'
  const received = { text, operation: 'ListDeviceDistributeJob', at: '2026-11-24T02:10:00.000Z' }
  const withReceived = (row: object | null) =>
    vi.fn(async (input: RequestInfo | URL) =>
      Response.json(pathOf(input).endsWith('/received') ? { received: row } : aJobWithHistory()),
    )

  it('is a tab of its own, kept in the link, and keeps every digit', async () => {
    const user = userEvent.setup()
    const { url } = renderDetail(withReceived(received))
    await user.click(await screen.findByRole('tab', { name: 'Raw JSON' }))
    expect(await screen.findByText('9007199254740993')).toBeDefined()
    expect(screen.getByText(/^ListDeviceDistributeJob, .* Account IDs masked\.$/)).toBeDefined()
    await waitFor(() => expect(url()).toBe('/?tab=json'))
    await user.keyboard('1')
    expect(await screen.findByText('What we observed')).toBeDefined()
    await waitFor(() => expect(url()).toBe('/'))
  })

  it('is there at once for whoever opens the link', async () => {
    renderDetail(withReceived(received), 'page', '/?tab=json')
    expect(await screen.findByText('9007199254740993')).toBeDefined()
  })

  it('says so where it was never kept', async () => {
    renderDetail(withReceived(null), 'drawer', '/?tab=json')
    expect(await screen.findByText('Not kept yet')).toBeDefined()
  })
})

describe('the result file', () => {
  const ended = aJobWithHistory({ job: aJob({ status: 'completed' }) })
  const withResult = (answer: () => Response) =>
    vi.fn(async (input: RequestInfo | URL) =>
      pathOf(input).endsWith('/result') ? answer() : Response.json(ended),
    )

  it('is asked for by a click alone, and its link says how long it works', async () => {
    const user = userEvent.setup()
    const validUntil = new Date(Date.now() + 600_000).toISOString()
    const fetchJob = withResult(() =>
      Response.json({ url: 'https://oss.test/file?sig=s', validUntil }),
    )
    renderDetail(fetchJob)
    const button = await screen.findByRole('button', { name: 'Get result file' })
    expect(fetchJob.mock.calls.some(([url]) => pathOf(url).endsWith('/result'))).toBe(false)
    await user.click(button)
    const link = await screen.findByRole('link', { name: 'Download result file' })
    expect(link.getAttribute('href')).toBe('https://oss.test/file?sig=s')
    expect(link.getAttribute('rel')).toBe('noreferrer')
    expect(document.activeElement).toBe(link)
    expect(screen.getByText(/Link works until/)).toBeDefined()
  })

  it('has to be asked for again once its link is dead', async () => {
    const user = userEvent.setup()
    const validUntil = new Date(Date.now() - 1).toISOString()
    renderDetail(withResult(() => Response.json({ url: 'https://oss.test/file', validUntil })))
    await user.click(await screen.findByRole('button', { name: 'Get result file' }))
    await waitFor(() =>
      expect(screen.getByRole('button', { name: 'Get result file' })).toBeDefined(),
    )
    expect(screen.queryByRole('link', { name: 'Download result file' })).toBeNull()
  })

  it('that cannot be had says why', async () => {
    const user = userEvent.setup()
    renderDetail(withResult(failed(503, { code: 'throttled', message: 'Throttled.' })))
    await user.click(await screen.findByRole('button', { name: 'Get result file' }))
    expect(await screen.findByText(/Could not get the result file/)).toBeDefined()
  })
})

it('the route as a table is part of the link', async () => {
  const user = userEvent.setup()
  const { url } = renderDetail(replies(found(aJobWithHistory())))
  await user.click(await screen.findByText('Table'))
  await waitFor(() => expect(url()).toBe('/?route=table'))
})

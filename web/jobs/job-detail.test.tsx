import { act, screen, waitFor, within } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { aJob, aJobWithHistory, aTarget } from '../testing/a-job.ts'
import { failed, found, jobId, renderDetail, replies } from '../testing/render-detail.tsx'

afterEach(() => vi.useRealTimers())

describe('a job', () => {
  it('is headed by its status, in a drawer and on a page', async () => {
    renderDetail(replies(found(aJobWithHistory())))
    expect(await screen.findByRole('heading', { level: 2, name: 'Running' })).toBeDefined()
    renderDetail(replies(found(aJobWithHistory())), 'page')
    expect(await screen.findByRole('heading', { level: 1, name: 'Running' })).toBeDefined()
  })

  it('is asked for by its id', async () => {
    const fetchJob = replies(found(aJobWithHistory()))
    renderDetail(fetchJob)
    await screen.findByRole('heading', { name: 'Running' })
    expect(fetchJob).toHaveBeenCalledWith(`/api/jobs/${jobId}`, expect.anything())
  })

  it('does not pass for delivered when it is completed', async () => {
    renderDetail(replies(found(aJobWithHistory({ job: aJob({ status: 'completed' }) }))))
    expect(await screen.findByText('Completed does not mean delivered')).toBeDefined()
    expect(screen.getByText('results not checked')).toBeDefined()
    expect(screen.getByText(/which of the 4,800 devices/)).toBeDefined()
  })

  it('says what an interruption asks for', async () => {
    renderDetail(replies(found(aJobWithHistory({ job: aJob({ status: 'interrupted' }) }))))
    expect(await screen.findByText(/create a new one/)).toBeDefined()
  })

  it('shows an unknown status as it came', async () => {
    renderDetail(replies(found(aJobWithHistory({ job: aJob({ status: 'unknown-7' }) }))))
    expect(await screen.findByRole('heading', { name: 'Unknown (7)' })).toBeDefined()
    expect(screen.getByText(/stated 7/)).toBeDefined()
  })

  it('says since when it is gone', async () => {
    const job = aJob({ missingSince: '2026-11-20T11:40:00.000Z' })
    renderDetail(replies(found(aJobWithHistory({ job }))))
    expect(await screen.findByText('No longer listed since Nov 20, 11:40:00')).toBeDefined()
  })

  it('names what the upstream left out', async () => {
    const job = aJob({ deviceCount: null, createdAt: null, sourceUid: '', targets: [] })
    renderDetail(replies(found(aJobWithHistory({ job }))))
    const devices = (await screen.findByText('Devices')).parentElement
    expect(devices?.textContent).toBe('DevicesNot stated')
    expect(screen.getByText('Alibaba Cloud stated no target instance.')).toBeDefined()
  })

  it('shows account ids masked and copies them whole', async () => {
    const user = userEvent.setup()
    renderDetail(replies(found(aJobWithHistory())))
    expect(await screen.findByText('154•••036')).toBeDefined()
    expect(screen.queryByText(/1543268643261230036/)).toBeNull()
    await user.click(screen.getByRole('button', { name: 'Copy the whole source account ID' }))
    expect(await navigator.clipboard.readText()).toBe('1543268643261230036')
    await waitFor(() => expect(screen.getByRole('status').textContent).toBe('Copied'))
  })
})

describe('its targets', () => {
  const eight = Array.from({ length: 8 }, (_, index) =>
    aTarget({ id: `iot-${index}`, name: `Target ${index}`, region: `region-${index}` }),
  )

  for (const count of [1, 3, 8]) {
    it(`are a picture for the eye and a table for the ear: ${count}`, async () => {
      const job = aJob({ targets: eight.slice(0, count) })
      const { container } = renderDetail(replies(found(aJobWithHistory({ job }))))
      const table = await screen.findByRole('table', { name: 'Target instances' })
      expect(within(table).getAllByRole('row')).toHaveLength(count + 1)
      expect(container.querySelectorAll('[aria-hidden] li')).toHaveLength(count)
      // Nothing to land on in what only the ear gets.
      expect(within(table).queryAllByRole('link')).toHaveLength(0)
    })
  }

  it('each lead to all jobs that touch the instance', async () => {
    const user = userEvent.setup()
    renderDetail(replies(found(aJobWithHistory({ job: aJob({ targets: eight.slice(0, 3) }) }))))
    await user.click(await screen.findByRole('radio', { name: 'Table' }))
    const link = screen.getByRole('link', { name: 'All jobs to Target 1' })
    const href = link.getAttribute('href') ?? ''
    expect(href.startsWith('/jobs?')).toBe(true)
    expect(decodeURIComponent(href)).toContain('iot-1')
    expect(screen.getByRole('button', { name: 'Copy instance ID iot-1' })).toBeDefined()
  })
})

describe('a job that is not there', () => {
  it('shows its shape while it loads', async () => {
    renderDetail(() => new Promise(() => {}))
    expect(await screen.findByRole('heading', { name: 'Loading the job' })).toBeDefined()
    expect(screen.getByText(jobId)).toBeDefined()
  })

  it('is said to be nowhere, and not asked for again: each look costs a call', async () => {
    vi.useFakeTimers({ shouldAdvanceTime: true })
    const fetchJob = replies(failed(404, { code: 'not-found', message: 'No job' }))
    renderDetail(fetchJob)
    expect(await screen.findByRole('heading', { name: 'No job has this ID' })).toBeDefined()
    await act(() => vi.advanceTimersByTimeAsync(30_000))
    expect(fetchJob).toHaveBeenCalledTimes(1)
  })

  it('tells why the look for it failed, and tries again when asked', async () => {
    const user = userEvent.setup()
    renderDetail(
      replies(
        failed(502, { code: 'permission-denied', message: 'No right to list.', requestId: 'R-1' }),
        found(aJobWithHistory()),
      ),
    )
    expect(await screen.findByText('No right to list.')).toBeDefined()
    expect(screen.getByText('R-1')).toBeDefined()
    await user.click(screen.getByRole('button', { name: 'Try again' }))
    expect(await screen.findByRole('heading', { name: 'Running' })).toBeDefined()
  })

  it('heals by itself where the reason may pass, with the reason in sight until then', async () => {
    vi.useFakeTimers({ shouldAdvanceTime: true })
    const throttled = failed(503, { code: 'throttled', message: 'Throttled.' })
    renderDetail(replies(throttled, throttled, found(aJobWithHistory())))
    expect(await screen.findByText('Throttled.')).toBeDefined()
    await act(() => vi.advanceTimersByTimeAsync(5100))
    expect(screen.getByText('Throttled.')).toBeDefined()
    await act(() => vi.advanceTimersByTimeAsync(5100))
    expect(await screen.findByRole('heading', { name: 'Running' })).toBeDefined()
  })
})

it('keeps the focus on the heading from loading to loaded', async () => {
  let answer: (response: Response) => void = () => {}
  renderDetail(() => new Promise((resolve) => (answer = resolve)))
  const heading = await screen.findByRole('heading', { name: 'Loading the job' })
  heading.focus()
  answer(Response.json(aJobWithHistory()))
  expect(await screen.findByRole('heading', { name: 'Running' })).toBe(document.activeElement)
})

describe('a refresh', () => {
  it('shows what changed', async () => {
    vi.useFakeTimers({ shouldAdvanceTime: true })
    const done = aJobWithHistory({ job: aJob({ status: 'completed' }) })
    renderDetail(replies(found(aJobWithHistory()), found(done)))
    await screen.findByRole('heading', { name: 'Running' })
    await act(() => vi.advanceTimersByTimeAsync(3100))
    expect(await screen.findByRole('heading', { name: /Completed/ })).toBeDefined()
  })

  it('that keeps failing leaves the job on screen and says how old it is', async () => {
    vi.useFakeTimers({ shouldAdvanceTime: true })
    renderDetail(
      replies(
        found(aJobWithHistory()),
        failed(500, { code: 'internal', message: 'Something went wrong on our side.' }),
      ),
    )
    await screen.findByRole('heading', { name: 'Running' })
    await act(() => vi.advanceTimersByTimeAsync(3100))
    expect(screen.queryByText(/Could not refresh/)).toBeNull()
    await act(() => vi.advanceTimersByTimeAsync(3100))
    expect(await screen.findByText(/Could not refresh/)).toBeDefined()
    expect(screen.getByRole('heading', { name: 'Running' })).toBeDefined()
  })
})

describe('a check', () => {
  const checks = (answer: () => Response | Promise<Response>) =>
    vi.fn(async (input: RequestInfo | URL) =>
      String(input).endsWith('/check') ? answer() : Response.json(aJobWithHistory()),
    )

  it('asks at once, says so, and shows what came of it', async () => {
    const user = userEvent.setup()
    let reply: (response: Response) => void = () => {}
    const fetchJob = checks(() => new Promise((resolve) => (reply = resolve)))
    renderDetail(fetchJob)
    await user.click(await screen.findByRole('button', { name: /Check now/ }))
    const button = screen.getByRole('button', { name: /Checking/ })
    expect(button.getAttribute('aria-busy')).toBe('true')
    await user.click(button)
    expect(fetchJob.mock.calls.filter(([url]) => String(url).endsWith('/check'))).toEqual([
      [`/api/jobs/${jobId}/check`, expect.objectContaining({ method: 'POST' })],
    ])
    const job = aJob({ status: 'completed', confirmedAt: new Date().toISOString() })
    reply(Response.json({ ...aJobWithHistory({ job }), isListed: true }))
    expect(await screen.findByRole('heading', { name: /Completed/ })).toBeDefined()
    // Beside the id, and said aloud.
    await waitFor(() => expect(screen.getAllByText(/Confirmed just now/)).toHaveLength(2))
  })

  it('is a key away, and says when Alibaba Cloud does not know the job any more', async () => {
    const user = userEvent.setup()
    renderDetail(checks(() => Response.json({ ...aJobWithHistory(), isListed: false })))
    await screen.findByRole('heading', { name: 'Running' })
    await user.keyboard('r')
    expect(await screen.findByText(/does not know this job at the moment/)).toBeDefined()
    expect(screen.getByRole('heading', { name: 'Running' })).toBeDefined()
  })

  it('that fails says why, and leaves the job on screen', async () => {
    const user = userEvent.setup()
    const throttled = { code: 'throttled', message: 'Throttled.', requestId: 'R-9' }
    renderDetail(checks(failed(503, throttled)))
    await user.click(await screen.findByRole('button', { name: /Check now/ }))
    expect(
      await screen.findByText('Could not check. Alibaba Cloud is throttling this account.'),
    ).toBeDefined()
    expect(screen.getByText('R-9')).toBeDefined()
    expect(screen.getByRole('heading', { name: 'Running' })).toBeDefined()
  })
})

describe('a time in which nobody looked', () => {
  it('is told in the list, in the bar and in what lasted over it', async () => {
    const gaps = [{ after: '2026-11-24T02:06:00.000Z', before: '2026-11-24T02:07:20.000Z' }]
    const { container } = renderDetail(replies(found(aJobWithHistory({ gaps }))))
    const item = (await screen.findByText('Not observed')).closest('li') as HTMLElement
    expect(item.textContent).toContain('02:06:00 to 02:07:20')
    expect(item.textContent).toContain('Running before and after; in between unknown.')
    expect(container.querySelectorAll('[data-segment=gap]')).toHaveLength(1)
    const bar = screen.getByRole('img', { name: /^Observed: / })
    expect(bar.getAttribute('aria-label')).toMatch(/Running .*, with 1 min 20 s not observed/)
  })
})

it('a job that is no longer listed says since when', async () => {
  const job = aJob({ missingSince: '2026-11-24T03:40:00.000Z' })
  renderDetail(replies(found(aJobWithHistory({ job }))))
  expect(await screen.findByText(/No longer listed since .*03:40:00/)).toBeDefined()
})

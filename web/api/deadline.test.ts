import { afterEach, expect, test, vi } from 'vitest'
import { withDeadline } from './deadline.ts'

afterEach(() => void vi.mocked(AbortSignal.timeout).mockRestore())

/** A call that nobody answers. */
async function call(url: string, signal?: AbortSignal) {
  const late = new AbortController()
  const timeout = vi.spyOn(AbortSignal, 'timeout').mockReturnValue(late.signal)
  const fetchFrom = withDeadline(
    (_, init) =>
      new Promise((__, reject) => {
        init?.signal?.addEventListener('abort', () => reject(init.signal?.reason))
      }),
  )
  const reply = fetchFrom(url, signal && { signal })
  return { late, reply, deadlineMs: timeout.mock.calls[0]?.[0] }
}

test.each([
  ['/api/jobs?status=running', 10_000],
  ['/api/jobs', 10_000],
  ['/api/facets', 10_000],
  ['/api/sync', 10_000],
  ['/api/jobs/UbmsMHmkqv0PiAGx7Tq010001', 60_000],
  ['/api/jobs/UbmsMHmkqv0PiAGx7Tq010001/check', 60_000],
])('%s fails after %i ms', async (url, deadline) => {
  const { late, reply, deadlineMs } = await call(url, new AbortController().signal)
  expect(deadlineMs).toBe(deadline)
  late.abort(new DOMException('too late', 'TimeoutError'))
  await expect(reply).rejects.toMatchObject({ name: 'TimeoutError' })
})

test('who asked may give up before that', async () => {
  const mine = new AbortController()
  const { reply } = await call('/api/jobs', mine.signal)
  mine.abort(new DOMException('another search', 'AbortError'))
  await expect(reply).rejects.toMatchObject({ name: 'AbortError' })
})

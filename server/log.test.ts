import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { ToldRequest } from './api/told-request.ts'
import { AppError } from './errors.ts'
import { createLog, createSyncLog, type LogLevel, logCall, logRequest, toLogFields } from './log.ts'

function aLog(level: LogLevel = 'info') {
  const lines: string[] = []
  const log = createLog(level, { write: (line: string) => void lines.push(line) })
  return { log, lines, last: () => JSON.parse(lines.at(-1) ?? '{}') as Record<string, unknown> }
}

const facts: ToldRequest = {
  requestId: 'ours',
  method: 'GET',
  path: '/api/jobs',
  route: '/api/jobs',
  status: 200,
  ms: 3,
  isCut: false,
}

test('a request is a line of what may be told, and nothing else', () => {
  const { log, lines, last } = aLog()
  logRequest(log, { ...facts, ...{ query: 'targetUid=1984268643261234567' } })
  expect(lines).toHaveLength(1)
  const { time: _, pid: __, hostname: ___, ...rest } = last()
  expect(rest).toEqual({ level: 30, msg: 'request', ...facts })
})

test('a request that failed for the upstream names the upstream’s request', () => {
  const { log, last } = aLog()
  logRequest(log, { ...facts, status: 502, code: 'unreachable', upstreamRequestId: 'theirs' })
  expect(last()).toMatchObject({ level: 40, code: 'unreachable', upstreamRequestId: 'theirs' })
})

test('probes are told to who wants to know everything', () => {
  const { log, lines } = aLog('info')
  logRequest(log, { ...facts, route: '/healthz', path: '/healthz' })
  expect(lines).toEqual([])
  const all = aLog('debug')
  logRequest(all.log, { ...facts, route: '/healthz', path: '/healthz' })
  expect(all.lines).toHaveLength(1)
})

test('a call to the upstream is told at trace alone', () => {
  const call = {
    operation: 'ListDeviceDistributeJob',
    purpose: 'sweep',
    outcome: 'throttled',
    upstreamCode: 'Throttling.User',
    tookMs: 84,
    waitedMs: 2,
  } as const
  const { log, lines } = aLog('debug')
  logCall(log, { ...call, requestId: 'theirs' })
  expect(lines).toEqual([])
  const all = aLog('trace')
  logCall(all.log, { ...call, requestId: 'theirs' })
  expect(all.last()).toMatchObject({ level: 10, ...call, upstreamRequestId: 'theirs' })
})

test('a failure is told by its code and the upstream’s, never by its cause', () => {
  const { log, lines, last } = aLog()
  const details = { upstreamCode: 'Throttling.User', requestId: 'theirs' }
  const error = new AppError('throttled', 'Slower.', { secret: 'canary' }, details)
  log.error({ ...toLogFields(error), requestId: 'ours' }, 'request failed')
  expect(last()).toMatchObject({ requestId: 'ours', upstreamRequestId: 'theirs' })
  log.error(new Error('canary'))
  log.error({ err: new Error('canary'), url: 'canary' }, 'no')
  expect(lines.join('')).not.toContain('"secret"')
  expect(lines.slice(1).join('')).not.toContain('"stack"')
})

test('a connection’s trouble is told with the upstream’s request', () => {
  const { log, last } = aLog()
  createSyncLog(log).problem('here', {
    code: 'permission-denied',
    message: 'No right for acs:ram::1984268643261234:user/x.',
    upstreamCode: 'NoPermission',
    requestId: 'theirs',
    since: '2026-11-24T02:00:00.000Z',
    lastAt: '2026-11-24T02:00:00.000Z',
    nextTryAt: null,
  })
  expect(last()).toMatchObject({
    connection: 'here',
    upstreamRequestId: 'theirs',
    message: 'No right for acs:ram::198***234:user/x.',
  })
})

test('whatever a line is made of, it is one line of JSON that no terminal obeys', () => {
  const odd = fc.string({
    unit: fc.constantFrom('\n', '\r', '\u001b', '\u007f', '\u009b', '\u2028', '\u202e', '"', 'a'),
  })
  fc.assert(
    fc.property(odd, odd, odd, (path, message, words) => {
      const { log, lines } = aLog()
      log.warn({ ...facts, path, message }, words)
      expect(lines).toHaveLength(1)
      const [line = ''] = lines
      expect(line.endsWith('\n')).toBe(true)
      // biome-ignore lint/suspicious/noControlCharactersInRegex: just these must not be there
      expect(line.slice(0, -1)).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202e]/)
      expect(() => JSON.parse(line)).not.toThrow()
    }),
    { numRuns: 300 },
  )
})

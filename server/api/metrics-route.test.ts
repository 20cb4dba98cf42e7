import type { IncomingMessage, ServerResponse } from 'node:http'
import { Hono } from 'hono'
import { expect, test } from 'vitest'
import { aStatus } from '../api/a-status.ts'
import { createMetrics } from '../metrics/metrics.ts'
import { anApp } from '../testing/an-app.ts'
import { metricsRoute } from './metrics-route.ts'

const token = 'canary-token-0123456789'

function ask(
  given: { from?: string; headers?: Record<string, string>; token?: string | null } = {},
) {
  const { from = '127.0.0.1', headers = {}, token: wanted = null } = given
  const parts = { read: async () => 'the metrics', contentType: 'text/plain', token: wanted }
  const incoming = { socket: { remoteAddress: from } } as IncomingMessage
  const env = { incoming, outgoing: {} as ServerResponse }
  return new Hono().route('/', metricsRoute(parts)).request('/metrics', { headers }, env)
}

test.each(['127.0.0.1', '127.8.9.1', '::1', '::ffff:127.0.0.1'])(
  '%s is this machine',
  async (from) => {
    const reply = await ask({ from })
    expect([reply.status, await reply.text()]).toEqual([200, 'the metrics'])
  },
)

test.each(['10.0.0.1', '128.0.0.1', '::2', '', '127.evil', '::ffff:10.0.0.1'])(
  '%j is another, for which there are none',
  async (from) => {
    expect((await ask({ from })).status).toBe(404)
  },
)

test.each(['X-Forwarded-For', 'Forwarded', 'Via', 'X-Real-IP', 'X-Forwarded-Host'])(
  'a proxy on this machine that sends %s asks for somebody else',
  async (name) => {
    expect((await ask({ headers: { [name]: '127.0.0.1' } })).status).toBe(404)
  },
)

test('with a token they are for who sends it, from wherever, and for nobody else', async () => {
  const authorization = `Bearer ${token}`
  const good = await ask({ from: '10.0.0.1', headers: { authorization }, token })
  expect(good.status).toBe(200)
  for (const wrong of ['', `Bearer ${token}x`, token, `Basic ${token}`, 'Bearer']) {
    const refused = await ask({ headers: { authorization: wrong }, token })
    expect([wrong, refused.status]).toEqual([wrong, 401])
    expect(refused.headers.get('www-authenticate')).toBe('Bearer')
    expect(await refused.text()).not.toContain(token)
  }
})

test('what there is to read: these names, by these labels, no account and no version', async () => {
  const metrics = createMetrics()
  const status = aStatus()
  metrics.watch({ statuses: () => [status], viewers: () => 3, now: () => Date.now() })
  const call = {
    operation: 'ListDeviceDistributeJob',
    purpose: 'sweep',
    upstreamCode: null,
    requestId: null,
  } as const
  metrics.countCall({ ...call, outcome: 'ok', tookMs: 120, waitedMs: 20 })
  metrics.countCall({ ...call, outcome: 'throttled', tookMs: 20, waitedMs: 900 })
  metrics.countRequest({
    requestId: 'x',
    method: 'GET',
    path: '/api/jobs/1984268643261234567',
    route: '/api/jobs/:jobId',
    status: 200,
    ms: 4,
    isCut: false,
  })
  const text = await metrics.read()
  const names = new Set([...text.matchAll(/^# TYPE (waybill_\w+)/gm)].map(([, name]) => name))
  expect([...names].sort()).toEqual([
    'waybill_audit_write_failures_total',
    'waybill_connection_in_trouble',
    'waybill_http_request_duration_seconds',
    'waybill_mirror_age_seconds',
    'waybill_mirror_jobs',
    'waybill_sweep_age_seconds',
    'waybill_upstream_call_duration_seconds',
    'waybill_upstream_calls_total',
    'waybill_upstream_slot_wait_seconds',
    'waybill_upstream_throttles_total',
    'waybill_viewers',
  ])
  // `kind`, `quantile`, `space`, `type`: of the process and its runtime.
  const known = 'action connection kind le outcome purpose quantile route space status type'
  const labels = new Set([...text.matchAll(/[{,](\w+)="/g)].map(([, label]) => label ?? ''))
  expect([...labels].filter((label) => !known.split(' ').includes(label))).toEqual([])
  expect(text).toContain(
    'waybill_upstream_calls_total{action="ListDeviceDistributeJob",outcome="ok"} 1',
  )
  expect(text).toContain('waybill_upstream_throttles_total{action="ListDeviceDistributeJob"} 1')
  expect(text).toContain('waybill_viewers 3')
  expect(text).toContain(
    `waybill_mirror_jobs{connection="${status.connection}"} ${status.jobsKnown}`,
  )
  expect(text).toContain('process_resident_memory_bytes')
  expect(text).not.toMatch(/version|1984268643261234567|v2\d\.|cn-shanghai/)
})

test('who asks whether we live learns that, and nothing else', async () => {
  const { app } = anApp()
  const reply = await app.request('/healthz')
  expect(await reply.text()).toBe('{"status":"alive"}')
  const names = [...reply.headers.keys()].filter(
    (name) => !/^(x-|cross-|referrer|strict|origin-agent|content-security|permissions)/.test(name),
  )
  expect(names).toEqual(['content-type'])
  expect(JSON.stringify([...reply.headers])).not.toMatch(/hono|node|waybill|\d\.\d+\.\d/i)
})

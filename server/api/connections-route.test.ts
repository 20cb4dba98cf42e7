import { expect, test } from 'vitest'
import { aJob } from '../testing/a-job.ts'
import { anAccess } from '../testing/an-access.ts'
import { anApp, atMs } from '../testing/an-app.ts'
import { idleFacts } from '../testing/idle-facts.ts'
import { idleQuota } from '../testing/idle-quota.ts'
import { createUpstream } from '../upstream/client.ts'
import { createCredentials } from '../upstream/open-credentials.ts'

const facts = {
  connection: 'here',
  region: 'cn-shanghai',
  endpoint: 'https://iot.cn-shanghai.aliyuncs.com',
  iotInstanceId: null,
  jobsKnown: 1,
  quota: idleQuota,
  ...idleFacts,
}

test('each connection comes with what is known of it and what was observed', async () => {
  const { api, store } = anApp({ facts: () => [facts, { ...facts, connection: 'there' }] })
  for (const [second, status] of ['running', 'completed', 'running'].entries()) {
    await store.applyPage({
      connection: 'here',
      sentAtMs: atMs + second * 1000,
      receivedAtMs: atMs + second * 1000 + 80,
      jobs: [aJob({ status: status === 'running' ? status : 'completed' })],
    })
  }
  const reply = await api.connections.$get()
  expect(reply.headers.get('cache-control')).toBe('no-store')
  const observed = {
    observingSince: '2026-11-24T02:00:00.080Z',
    transitionsRecorded: 2,
    viewers: 0,
  }
  const nothing = { observingSince: null, transitionsRecorded: 0, viewers: 0 }
  expect(await reply.json()).toEqual({
    connections: [
      { ...facts, ...observed },
      { ...facts, connection: 'there', ...nothing },
    ],
  })
})

test('neither key, secret nor token is in the reply', async () => {
  const endpoint = new URL('http://127.0.0.1:9')
  const upstream = createUpstream({
    endpoint,
    iotInstanceId: null,
    credentials: createCredentials({
      accessKeyId: 'LTAIcanaryKeyIdQ7Zx',
      accessKeySecret: 'canarySecretW3vPq9',
      securityToken: 'canaryToken',
    }),
    slots: 4,
  })
  const call = upstream.listJobs({}, { size: 1, nextToken: 'canaryNext' }, { purpose: 'person' })
  await expect(call).rejects.toMatchObject({ code: 'unreachable' })
  const { app } = anApp({ facts: () => [{ ...facts, ...upstream.facts() }] })
  const text = await (await app.request('/api/connections')).text()
  await upstream.close()
  expect(text).toContain('"accessKeyId":"LTAI••••Q7Zx"')
  expect(text).toContain('"outcome":"unreachable"')
  expect(text).not.toMatch(/canary/i)
})

test('the details are for admins; everybody else is told so', async () => {
  const access = anAccess({ kind: 'proxy', proxies: ['10.0.0.1'], admins: ['root'] })
  const { app } = anApp({ facts: () => [facts] }, { access })
  const ask = (path: string, user: string) => {
    const rawHeaders = ['Host', 'localhost:80', 'X-Forwarded-User', user]
    const socket = { remoteAddress: '10.0.0.1', localPort: 80 }
    const incoming = { method: 'GET', url: path, rawHeaders, socket }
    return app.request(path, {}, { incoming: incoming as never })
  }
  expect((await ask('/api/connections', 'root')).status).toBe(200)
  const refused = await ask('/api/connections', 'alice')
  expect(refused.status).toBe(403)
  expect(await refused.json()).toMatchObject({ error: { code: 'forbidden' } })
  expect((await ask('/api/jobs', 'alice')).status).toBe(200)
  expect(await (await ask('/api/session', 'alice')).json()).toEqual({
    viewer: { id: 'alice', name: 'alice', role: 'viewer', groups: [] },
    signIn: 'proxy',
    canEnd: false,
  })
})

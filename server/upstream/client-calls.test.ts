import { expect, test } from 'vitest'
import type { AccessKey } from '../secret-key.ts'
import { type Handler, json } from './odd-server.ts'
import { createCredentials } from './open-credentials.ts'
import { canaryKey, failureOf, gatewayError, onePage, setUpClient } from './set-up-client.ts'

const person = { purpose: 'person' } as const

test('sends one signed POST as the official SDK lays it out', async () => {
  const { server, client } = await setUpClient([json(onePage)], { iotInstanceId: 'iot-060a' })
  const before = Date.now()
  const got = await client.listJobs(
    { status: 'running', jobId: 'one' },
    { size: 200, nextToken: 'TGlz+dF/J=*' },
    person,
  )
  expect(got).toMatchObject({ jobs: [{ jobId: 'one' }], nextToken: null, requestId: 'R1' })
  expect(got.sentAtMs).toBeGreaterThanOrEqual(before)
  expect(got.receivedAtMs).toBeGreaterThanOrEqual(got.sentAtMs)
  const { method, url, headers, body } = server.received[0] ?? expect.unreachable()
  expect(method).toBe('POST')
  expect(url.pathname).toBe('/')
  expect(Object.fromEntries(url.searchParams)).toEqual({
    IotInstanceId: 'iot-060a',
    NextToken: 'TGlz+dF/J=*',
    PageSize: '200',
    Status: '1',
  })
  expect(body).toBe('JobId=one')
  expect(headers).toMatchObject({
    host: server.endpoint.host,
    accept: 'application/json',
    'accept-encoding': 'identity',
    'x-acs-action': 'ListDeviceDistributeJob',
    'x-acs-version': '2018-01-20',
    authorization: expect.stringContaining('Credential=LTAI5tCanaryKeyId'),
  })
  expect(JSON.stringify(headers)).not.toContain('CanarySecret')
})

test('asks for a status that no document knows by its number', async () => {
  const { server, client } = await setUpClient([json(onePage)])
  await client.listJobs({ status: 'unknown-7' }, { size: 1 }, person)
  expect(server.received[0]?.url.searchParams.get('Status')).toBe('7')
  const none = client.listJobs({ status: 'unknown-' }, { size: 1 }, person)
  await expect(none).rejects.toMatchObject({ code: 'request-refused' })
  expect(client.quotaUse().calls).toBe(1)
})

test('an expired token is renewed and the call made once more, with a nonce of its own', async () => {
  const found: AccessKey[] = [
    { ...canaryKey, securityToken: 'CanaryOld' },
    { ...canaryKey, securityToken: 'CanaryNew' },
  ]
  const loadProvider = async () => {
    const next = found.shift() ?? expect.unreachable()
    return { getCredentials: async () => next }
  }
  const { server, client } = await setUpClient(
    [json(gatewayError('InvalidSecurityToken.Expired'), 400), json(onePage)],
    { credentials: createCredentials(null, { loadProvider }) },
  )
  await client.listJobs({}, { size: 10 }, person)
  const sent = server.received.map(({ headers }) => headers)
  expect(sent.map((headers) => headers['x-acs-security-token'])).toEqual(['CanaryOld', 'CanaryNew'])
  expect(new Set(sent.map((headers) => headers['x-acs-signature-nonce'])).size).toBe(2)
  expect(client.quotaUse().calls).toBe(2)
})

test('where renewing finds the same credentials, or is refused again, there is no third call', async () => {
  const same = await setUpClient([json(gatewayError('InvalidAccessKeyId.NotFound'), 404)])
  expect(await failureOf(same.client)).toMatchObject({ code: 'credentials-refused' })
  expect(same.server.received).toHaveLength(1)

  let turn = 0
  const loadProvider = async () => ({
    getCredentials: async () => ({ ...canaryKey, securityToken: `token ${++turn}` }),
  })
  const refused = await setUpClient([json(gatewayError('InvalidSecurityToken.Expired'), 400)], {
    credentials: createCredentials(null, { loadProvider }),
  })
  expect(await failureOf(refused.client)).toMatchObject({ code: 'credentials-refused' })
  expect(refused.server.received).toHaveLength(2)
})

test('no credentials means no call and no slot', async () => {
  const loadProvider = () => Promise.reject(new Error('CanarySecret'))
  const { server, client } = await setUpClient([json(onePage)], {
    slots: 1,
    credentials: createCredentials(null, { loadProvider }),
  })
  expect(await failureOf(client)).toMatchObject({ code: 'credentials-refused' })
  expect(await failureOf(client)).toMatchObject({ code: 'credentials-refused' })
  expect(server.received).toHaveLength(0)
  expect(client.quotaUse().calls).toBe(0)
})

test('a wrong clock of ours is set by the refusal, once, and stays right', async () => {
  const { server, client } = await setUpClient(
    [json(gatewayError('InvalidTimeStamp.Expired'), 400), json(onePage)],
    { now: () => Date.now() - 12 * 3_600_000 },
  )
  await client.listJobs({}, { size: 10 }, person)
  await client.listJobs({}, { size: 10 }, person)
  const offsets = server.received.map(({ headers }) =>
    Math.round((Date.parse(String(headers['x-acs-date'])) - Date.now()) / 3_600_000),
  )
  // -0 is what rounding a moment just past gives.
  expect(offsets.map(Math.abs)).toEqual([12, 0, 0])
})

test('a clock that the server calls wrong without telling its own is not asked about twice', async () => {
  const handler: Handler = (response, request) => {
    response.sendDate = false
    json(gatewayError('InvalidTimeStamp.Expired'), 400)(response, request)
  }
  const { server, client } = await setUpClient([handler])
  expect(await failureOf(client)).toMatchObject({ code: 'clock-refused' })
  expect(server.received).toHaveLength(1)
})

test('one who gives up, waiting or under way, gets the reason back', async () => {
  const { server, client } = await setUpClient([() => {}], { slots: 1 })
  const controller = new AbortController()
  const call = { ...person, signal: controller.signal }
  const calls = [1, 2].map(() => client.listJobs({}, { size: 1 }, call).catch((reason) => reason))
  await expect.poll(() => server.received.length).toBe(1)
  controller.abort('left the page')
  expect(await Promise.all(calls)).toEqual(['left the page', 'left the page'])
  expect(server.received).toHaveLength(1)
})

test('closing ends every call', async () => {
  const { server, client } = await setUpClient([() => {}], { slots: 1 })
  const calls = [1, 2].map(() => failureOf(client))
  await expect.poll(() => server.received.length).toBe(1)
  await client.close()
  for (const error of await Promise.all(calls)) expect(error.code).toBe('unreachable')
})

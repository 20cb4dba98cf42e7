import { expect, onTestFinished, test } from 'vitest'
import { createEmulator, defaultKey } from '../emulator/emulator.ts'
import type { AppError } from '../errors.ts'
import { createUpstream, type Upstream } from './client.ts'
import { json } from './odd-server.ts'
import { createCredentials } from './open-credentials.ts'
import { gatewayError, onePage, setUpClient } from './set-up-client.ts'

const person = { purpose: 'person' } as const

async function setUpReal() {
  const emulator = createEmulator({ frozen: true, jobs: 300 })
  const listening = await emulator.listen()
  const client = createUpstream({
    endpoint: new URL(listening.url),
    iotInstanceId: 'iot-060a',
    credentials: createCredentials(defaultKey),
    slots: 4,
  })
  onTestFinished(async () => {
    await client.close()
    await listening.close()
  })
  const { jobs } = await client.listJobs({}, { size: 200 }, person)
  const jobIn = (status: string) =>
    jobs.find((job) => job.status === status)?.jobId ?? expect.unreachable(status)
  return { emulator, client, jobIn }
}

/** How the call fails, or the link. */
function outcomeOf(client: Upstream, jobId = 'one') {
  return client.findResult(jobId, person).catch((error: AppError) => error)
}

const answering = (File: unknown) => json({ RequestId: 'R1', Success: true, File })

test.each(['completed', 'interrupted'])(
  'the file of a job that is %s can be fetched',
  async (status) => {
    const { client, jobIn } = await setUpReal()
    const beforeMs = Date.now()
    const link = (await client.findResult(jobIn(status), person)) ?? expect.unreachable()
    expect((await fetch(link.url)).status).toBe(200)
    const validForMs = Date.parse(link.validUntil) - beforeMs
    expect(validForMs).toBeGreaterThanOrEqual(600_000)
    expect(Date.parse(link.validUntil)).toBeLessThanOrEqual(Date.now() + 600_000)
  },
)

test('a job under way has no result, and one that nobody knows is refused', async () => {
  const { client, jobIn } = await setUpReal()
  expect(await client.findResult(jobIn('running'), person)).toBeNull()
  expect(await outcomeOf(client, 'nobody')).toMatchObject({ code: 'request-refused' })
})

test('the job is named in the query, as documented, and the call is of its own operation', async () => {
  const { client, server } = await setUpClient([answering('https://a.oss.aliyuncs.com/b')], {
    iotInstanceId: 'iot-060a',
  })
  await client.findResult('one', person)
  const [call] = server.received
  expect(Object.fromEntries(call?.url.searchParams ?? [])).toEqual({
    JobId: 'one',
    IotInstanceId: 'iot-060a',
  })
  expect(call?.headers).toMatchObject({
    'x-acs-action': 'QueryDeviceDistributeDetail',
    'x-acs-version': '2018-01-20',
  })
  expect(call?.body).toBe('')
})

test.each([
  'https://iotx-a.oss-cn-shanghai.aliyuncs.com/job1/7u1',
  'https://iotx-a.oss-cn-shanghai.aliyuncs.com/job1/7u1?Expires=1&Signature=a%2Bb+c/d%3D',
  'http://127.0.0.1:4/job1?Signature=a%2Bb',
])('passes %s on as it is', async (url) => {
  const { client } = await setUpClient([answering(url)])
  expect(await outcomeOf(client)).toMatchObject({ url })
})

test.each([
  'javascript:alert(1)',
  'data:text/html,x',
  'ftp://a.aliyuncs.com/b',
  'http://a.aliyuncs.com/b',
  'http://localhost/b',
  'http://127.0.0.1@a.aliyuncs.com/b',
  'https://user@a.aliyuncs.com/b',
  'https://:word@a.aliyuncs.com/b',
  'https://192.0.2.1/b',
  'https://0x7f000001/b',
  'https://[2001:db8::1]/b',
  'https://аliyuncs.com/b',
  'https://a.aliyuncs.com/b c',
  ' https://a.aliyuncs.com/b',
  'https://a.aliyuncs.com/\nb',
  '//a.aliyuncs.com/b',
  '/b',
  'https://',
  7,
  true,
  { url: 'https://a.aliyuncs.com/b' },
])('takes %j for no link, and does not repeat it', async (file) => {
  const { client } = await setUpClient([answering(file)])
  const error = await outcomeOf(client)
  expect(error).toMatchObject({ code: 'unreadable-reply', details: { requestId: 'R1' } })
  expect(JSON.stringify([(error as AppError).message, (error as AppError).cause])).not.toMatch(
    /aliyuncs|script/,
  )
})

test.each([
  { what: 'a list', file: ['https://a.aliyuncs.com/b'] },
  { what: 'a very long text', file: `https://a.aliyuncs.com/${'b'.repeat(5000)}` },
])('takes $what for no link', async ({ file }) => {
  const { client } = await setUpClient([answering(file)])
  expect(await outcomeOf(client)).toMatchObject({ code: 'unreadable-reply' })
})

test.each([undefined, null, ''])(
  'an answer with %j for a file says that there is none',
  async (file) => {
    const { client } = await setUpClient([answering(file)])
    expect(await outcomeOf(client)).toBeNull()
  },
)

test('a link over plain http is good only from the host that answered, over plain http', async () => {
  const { client, server } = await setUpClient([answering('http://localhost:4/b')])
  expect(server.endpoint.hostname).toBe('127.0.0.1')
  expect(await outcomeOf(client)).toMatchObject({ code: 'unreadable-reply' })
})

test('a throttle of the one operation does not hold up the other', async () => {
  const throttle = json(gatewayError('Throttling.User'), 400, { 'x-acs-retry-after': '60000' })
  const { client } = await setUpClient([throttle, json(onePage), throttle])
  expect(await outcomeOf(client)).toMatchObject({ code: 'throttled' })
  await client.listJobs({}, { size: 1 }, person)
  expect(client.quotaUse()).toMatchObject({ calls: 1, throttled: 0, pausedUntil: null })
})

test('no second sees more than the slots allow of these calls, however many ask', async () => {
  const { emulator, client, jobIn } = await setUpReal()
  const jobId = jobIn('completed')
  await Promise.all(Array.from({ length: 9 }, () => client.findResult(jobId, person)))
  const { calls, throttled, maxPerSlidingSecond } =
    emulator.arrivals.report().byAction['QueryDeviceDistributeDetail'] ?? expect.unreachable()
  expect({ calls, throttled }).toEqual({ calls: 9, throttled: 0 })
  expect(maxPerSlidingSecond).toBeLessThanOrEqual(4)
})

test('an answer to anything else is a failure as for any call', async () => {
  const { client } = await setUpClient([json(gatewayError('Forbidden.RAM'), 403)])
  expect(await outcomeOf(client)).toMatchObject({
    code: 'permission-denied',
    message: expect.stringContaining('iot:QueryDeviceDistributeDetail'),
  })
})

import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { createEmulator } from './emulator.ts'
import type { Listening } from './listen.ts'
import { createPlainClient } from './plain-client.ts'

const emulator = createEmulator({ jobs: 20, frozen: true })
let gateway: Listening
let control: Listening

beforeAll(async () => {
  gateway = await emulator.listen()
  control = await emulator.control.listen()
})
afterAll(async () => {
  await gateway.close()
  await control.close()
})
beforeEach(() => emulator.faults.clear())

async function ask(method: string, path: string, body?: unknown) {
  const answer = await fetch(control.url + path, {
    method,
    ...(body !== undefined && { body: JSON.stringify(body) }),
  })
  return { status: answer.status, json: await answer.json() }
}

test('explains itself', async () => {
  const text = await (await fetch(control.url)).text()
  for (const word of [
    'PUT    /faults',
    'GET    /arrivals',
    'POST   /world/jobs',
    'needs-instance',
  ]) {
    expect(text).toContain(word)
  }
})

test('switches one fault or several on, and off again', async () => {
  expect(await ask('PUT', '/faults', { kind: 'hang', times: 2 })).toMatchObject({
    status: 200,
    json: [{ kind: 'hang', times: 2, struck: 0 }],
  })
  await ask('PUT', '/faults', [{ kind: 'html' }, { kind: 'latency', ms: 1 }])
  await ask('POST', '/faults', { kind: 'drip' })
  expect((await ask('GET', '/faults')).json).toMatchObject([
    { kind: 'html' },
    { kind: 'latency' },
    { kind: 'drip' },
  ])
  expect((await ask('DELETE', '/faults?kind=html')).json).toHaveLength(2)
  expect((await ask('DELETE', '/faults')).json).toEqual([])
})

test('refuses what is no fault and leaves the others on', async () => {
  await ask('PUT', '/faults', { kind: 'hang' })
  expect(await ask('PUT', '/faults', { kind: 'rain' })).toMatchObject({
    status: 400,
    json: { error: expect.stringContaining('Unknown fault "rain"') },
  })
  expect((await ask('DELETE', '/faults?kind=rain')).status).toBe(400)
  expect((await fetch(`${control.url}/faults`, { method: 'PUT', body: '{' })).status).toBe(400)
  expect((await ask('GET', '/faults')).json).toHaveLength(1)
})

test('counts the calls that reached the gateway', async () => {
  await ask('DELETE', '/arrivals')
  emulator.faults.set([{ kind: 'throttle', nth: 2 }])
  const client = createPlainClient(gateway.url)
  for (let call = 0; call < 3; call += 1) await client('ListDeviceDistributeJob', { PageSize: 1 })
  expect((await ask('GET', '/arrivals')).json).toMatchObject({
    calls: 3,
    throttled: 1,
    byAction: { ListDeviceDistributeJob: { codes: { ok: 2, 'Throttling.User': 1 } } },
  })
})

test('tells how many jobs there are', async () => {
  expect((await ask('GET', '/world')).json.jobs).toBe(20)
  expect((await ask('GET', '/nothing')).status).toBe(404)
})

const keyOf = (name: string, account?: string) => ({
  accessKeyId: `LTAI5t${name}`,
  accessKeySecret: `${name}Secret`,
  ...(account && { account }),
})

test('rotates keys, tells their ids alone, and refuses what is no key', async () => {
  const reply = await ask('PUT', '/keys', [keyOf('One'), keyOf('Two', '222')])
  const shown = [
    { accessKeyId: 'LTAI5tOne', account: '', disabled: false },
    { accessKeyId: 'LTAI5tTwo', account: '222', disabled: false },
  ]
  expect(reply).toEqual({ status: 200, json: shown })
  for (const wrong of [[], 'key', { accessKeyId: 'a' }, { ...keyOf('One'), secret: 'x' }]) {
    expect((await ask('PUT', '/keys', wrong)).status).toBe(400)
  }
  expect((await ask('GET', '/keys')).json).toEqual(shown)
})

test('each account has the whole limit, and two keys of one account share it', async () => {
  await ask('PUT', '/keys', [keyOf('One', '111'), keyOf('Other', '111'), keyOf('Two', '222')])
  await ask('DELETE', '/arrivals')
  const call = createPlainClient(gateway.url)
  const calls = ['One', 'Other', 'Two'].flatMap((name) => Array<string>(4).fill(name))
  await Promise.all(
    calls.map((name) => call('ListDeviceDistributeJob', { PageSize: 1 }, { key: keyOf(name) })),
  )
  expect((await ask('GET', '/arrivals')).json.byAccount).toMatchObject({
    111: { ListDeviceDistributeJob: { calls: 8, throttled: 3 } },
    222: { ListDeviceDistributeJob: { calls: 4, throttled: 0 } },
  })
})

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

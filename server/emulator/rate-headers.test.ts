import { afterEach, expect, test } from 'vitest'
import { createEmulator, type EmulatorOptions } from './emulator.ts'
import type { Listening } from './listen.ts'
import { createPlainClient } from './plain-client.ts'

let time = Date.parse('2026-03-04T05:06:07Z')
const now = () => time
const gateways: Listening[] = []
afterEach(() => Promise.all(gateways.splice(0).map((gateway) => gateway.close())))

async function aList(options: EmulatorOptions) {
  const emulator = createEmulator({ jobs: 3, now, frozen: true, ...options })
  const gateway = await emulator.listen()
  gateways.push(gateway)
  const client = createPlainClient(gateway.url, now)
  return async (params = { PageSize: 1 }) => {
    const { headers, json } = await client('ListDeviceDistributeJob', params)
    return [json.Code ?? 'ok', headers.get('x-ratelimit-user-api')]
  }
}

test('each answer says what is left, a refusal of the service too', async () => {
  const list = await aList({ hasRateHeaders: true })
  expect(await list()).toEqual(['ok', 'Limit:5,Remain:4,TimeLeft:1000,Reset:1000'])
  time += 300
  const refused = await list({ PageSize: 500 })
  expect(refused).toEqual([
    'iot.common.InvalidPageParams',
    'Limit:5,Remain:3,TimeLeft:700,Reset:700',
  ])
  for (const _ of [1, 2, 3]) await list()
  expect(await list()).toEqual(['Throttling.User', 'Limit:5,Remain:0,TimeLeft:700,Reset:700'])
  time += 700
  expect(await list()).toEqual(['ok', 'Limit:5,Remain:0,TimeLeft:300,Reset:300'])
})

test('what a neighbour takes does not remain', async () => {
  const list = await aList({
    hasRateHeaders: true,
    faults: [{ kind: 'neighbour', callsPerSecond: 3 }],
  })
  expect(await list()).toEqual(['ok', 'Limit:5,Remain:1,TimeLeft:1000,Reset:1000'])
})

test('no answer says so unless it is asked for', async () => {
  expect(await (await aList({}))()).toEqual(['ok', null])
})

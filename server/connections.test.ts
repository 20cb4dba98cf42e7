import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, onTestFinished, test, vi } from 'vitest'
import type { ConnectionConfig } from './connection-config.ts'
import { findKeyFaults, openConnections, openUpstreams } from './connections.ts'
import type { AccessKey } from './emulator/authenticate.ts'
import { createEmulator } from './emulator/emulator.ts'
import type { JobSource } from './jobs/job-source.ts'
import { toSecretKey } from './secret-key.ts'

vi.setConfig({ testTimeout: 60_000 })

const keyOf = (name: string, account: string): AccessKey => ({
  accessKeyId: `LTAI5t${name}Canary`,
  accessKeySecret: `${name}CanarySecret`,
  account,
})
const east = keyOf('East', '111')
const eastToo = keyOf('EastToo', '111')
const west = keyOf('West', '222')

async function anEmulator(keys: readonly AccessKey[]) {
  const emulator = createEmulator({ jobs: 20, frozen: true, keys })
  const gateway = await emulator.listen()
  onTestFinished(gateway.close)
  return { emulator, endpoint: new URL(gateway.url) }
}

type Given = Partial<ConnectionConfig> & { readonly key?: AccessKey }

async function open(endpoint: URL, given: Readonly<Record<string, Given>>) {
  const configs = Object.entries(given).map(
    ([name, { key, ...others }]): ConnectionConfig => ({
      name,
      account: null,
      region: 'cn-shanghai',
      endpoint,
      iotInstanceId: null,
      slots: 4,
      credentials: { from: 'environment', key: toSecretKey(key ?? east) },
      ...others,
    }),
  )
  const reports: string[] = []
  const connections = openConnections(configs, (text) => void reports.push(text))
  const opened = await openUpstreams(connections)
  onTestFinished(async () => {
    await Promise.all(opened.map(({ source }) => source.close()))
  })
  const sources = new Map(opened.map(({ name, source }) => [name, source]))
  const source = (name: string): JobSource => {
    const found = sources.get(name)
    if (!found) throw new Error(`no connection ${name}`)
    return found
  }
  return { connections, reports, source }
}

const list = (source: JobSource) => source.listJobs({}, { size: 1 }, { purpose: 'sweep' })

/** So many callers at a time, until `endAt`; gives how many calls were answered. */
async function demand(source: JobSource, callers: number, endAt: number): Promise<number> {
  let answered = 0
  const caller = async () => {
    while (performance.now() < endAt) {
      await list(source)
      if (performance.now() < endAt) answered += 1
    }
  }
  await Promise.all(Array.from({ length: callers }, caller))
  return answered
}

/** Full demand on each for so many milliseconds; calls a second of each. */
async function ratesOf(sources: readonly JobSource[], ms: number, callers = [6, 6]) {
  const endAt = performance.now() + ms
  const counts = sources.map((source, at) => demand(source, callers[at] ?? 6, endAt))
  return (await Promise.all(counts)).map((count) => (count * 1000) / ms)
}

test('two connections of one account share its quota: no throttle, never six in a second', async () => {
  const { emulator, endpoint } = await anEmulator([east, eastToo])
  const { source } = await open(endpoint, {
    one: { key: east, account: '111', slots: 5 },
    two: { key: eastToo, account: '111', slots: 4 },
  })
  // One of them asks for four times as much: the other gets its half all the same.
  const [one = 0, two = 0] = await ratesOf([source('one'), source('two')], 8000, [12, 3])
  const report = emulator.arrivals.report().byAccount['111']?.['ListDeviceDistributeJob']
  expect(report?.throttled).toBe(0)
  // The smaller of the two quotas holds, and is used.
  expect(report?.maxPerSlidingSecond).toBe(4)
  expect(one + two).toBeGreaterThan(3.3)
  expect(Math.abs(one - two)).toBeLessThan(0.4)
  expect(source('one').quotaUse()).toMatchObject({ slots: 4, throttled: 0 })
  expect(source('two').quotaUse().calls).toBe(source('one').quotaUse().calls)
})

test('the same quota given to two connections apart is throttled: the test above can fail', async () => {
  const { emulator, endpoint } = await anEmulator([east, eastToo])
  const { source } = await open(endpoint, { one: { key: east }, two: { key: eastToo } })
  const endAt = performance.now() + 3000
  const both = [source('one'), source('two')].map((one) => demand(one, 6, endAt))
  await Promise.allSettled(both)
  expect(emulator.arrivals.report().throttled).toBeGreaterThan(0)
})

test('two accounts both run at the pace of one alone', async () => {
  const alone = await anEmulator([east])
  const both = await anEmulator([east, west])
  const single = await open(alone.endpoint, { east: { key: east } })
  const { source } = await open(both.endpoint, { east: { key: east }, west: { key: west } })
  const ms = 12_000
  const [[pace = 0], [first = 0, second = 0]] = await Promise.all([
    ratesOf([single.source('east')], ms),
    ratesOf([source('east'), source('west')], ms),
  ])
  expect(pace).toBeGreaterThan(3.3)
  for (const rate of [first, second]) expect(Math.abs(rate / pace - 1)).toBeLessThanOrEqual(0.05)
  expect(both.emulator.arrivals.report().throttled).toBe(0)
})

test('a key that is rotated in its file is used by the next call, and no poll fails', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'waybill-rotate-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const path = join(folder, 'keys.json')
  const write = ({ accessKeyId, accessKeySecret }: AccessKey) =>
    writeFileSync(path, JSON.stringify({ accessKeyId, accessKeySecret }), { mode: 0o600 })
  write(east)
  const { emulator, endpoint } = await anEmulator([east])
  const { source, reports } = await open(endpoint, {
    one: { credentials: { from: 'keys-file', path } },
  })
  const failures: unknown[] = []
  const stop = new AbortController()
  const polling = (async () => {
    while (!stop.signal.aborted) await list(source('one')).catch((error) => failures.push(error))
  })()
  for (const next of [eastToo, west, east]) {
    await sleep(600)
    // The new key is known, the file names it, then the old one is deleted.
    emulator.keys.replace([...emulator.keys.list(), next])
    write(next)
    await sleep(600)
    emulator.keys.replace([next])
  }
  // The other way round: the old key is refused before the file is read anew.
  emulator.keys.replace([west])
  write(west)
  await sleep(1200)
  stop.abort()
  await polling
  expect(failures).toEqual([])
  expect(reports).toEqual([])
  const used = emulator.arrivals.list().filter(({ code }) => code === '')
  expect(new Set(used.map(({ accessKeyId }) => accessKeyId)).size).toBe(3)
  expect(emulator.arrivals.report().maxPerSlidingSecond).toBeLessThanOrEqual(4)
})

test('a key without which no call can be made is told by its connection', async () => {
  const { connections } = await open(new URL('http://127.0.0.1:9'), {
    sound: {},
    broken: { credentials: { from: 'keys-file', path: '/nowhere/keys' } },
  })
  expect(await findKeyFaults(connections)).toEqual([
    'no credentials for connection "broken": The keys file cannot be read (ENOENT).',
  ])
  expect(await findKeyFaults(connections.slice(1))).toEqual([
    'no credentials for Alibaba Cloud: The keys file cannot be read (ENOENT).',
  ])
})

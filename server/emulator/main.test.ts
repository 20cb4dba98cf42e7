import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { afterEach, expect, test, vi } from 'vitest'
import { createPlainClient } from './plain-client.ts'

vi.setConfig({ testTimeout: 60_000 })

const started: ChildProcess[] = []
afterEach(() => {
  for (const process of started.splice(0)) process.kill('SIGKILL')
})

function start(...args: string[]) {
  const child = spawn(process.execPath, [`${import.meta.dirname}/main.ts`, ...args])
  started.push(child)
  let output = ''
  let errors = ''
  child.stdout.on('data', (chunk) => {
    output += chunk
  })
  child.stderr.on('data', (chunk) => {
    errors += chunk
  })
  const exit = once(child, 'close').then(([code]) => code as number | null)
  return { child, exit, output: () => output, errors: () => errors }
}

test.each(['SIGTERM', 'SIGINT'] as const)(
  'serves until %s, also with a call hanging',
  async (signal) => {
    const { child, exit, output } = start(
      '--port',
      '0',
      '--jobs',
      '3',
      '--frozen',
      '--fault',
      'hang:nth=2',
    )
    await expect.poll(output, { timeout: 30_000 }).toContain('3 jobs')
    const lines = new Map(
      output()
        .split('\n')
        .map((line) => line.split(': ') as [string, string]),
    )
    const key = {
      accessKeyId: lines.get('AccessKeyId') ?? '',
      accessKeySecret: lines.get('AccessKeySecret') ?? '',
    }
    const call = createPlainClient(lines.get('Gateway') ?? '')
    const params = { PageSize: 10 }
    expect((await call('ListDeviceDistributeJob', params, { key })).json.Data.Total).toBe(3)
    const hanging = call('ListDeviceDistributeJob', params, { key }).catch(() => 'cut')
    const arrivals = async () => (await fetch(`${lines.get('Control')}/arrivals`)).text()
    await expect.poll(arrivals).toContain('"hang": 1')
    child.kill(signal)
    expect(await exit).toBe(0)
    expect(await hanging).toBe('cut')
  },
  20_000,
)

test('ends with 2 and names the option that is wrong', async () => {
  const { exit, errors } = start('--jobs', 'many')
  expect(await exit).toBe(2)
  expect(errors()).toMatch(/^emulator: --jobs must be a whole number/)
})

test('ends with 1 and names the port that is taken', async () => {
  const first = start('--port', '0')
  await expect.poll(first.output, { timeout: 30_000 }).toContain('Gateway')
  const port = /Gateway: .*:(\d+)/.exec(first.output())?.[1] ?? ''
  const second = start('--port', port)
  expect(await second.exit).toBe(1)
  expect(second.errors()).toContain(port)
})

test('lists its options', async () => {
  const { exit, output } = start('--help')
  expect(await exit).toBe(0)
  expect(output()).toContain('--no-rate-limit')
})

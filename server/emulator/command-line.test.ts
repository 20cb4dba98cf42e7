import { expect, test } from 'vitest'
import { readCommandLine, UsageError, usage } from './command-line.ts'

test('without options gives the defaults', () => {
  expect(readCommandLine([])).toMatchObject({
    help: false,
    host: '127.0.0.1',
    port: 9180,
    controlPort: 0,
    emulator: {
      jobs: 1240,
      seed: 7,
      frozen: false,
      isRateLimited: true,
      hasRateHeaders: false,
      faults: [],
    },
  })
})

test('reads every option', () => {
  const given =
    '--port 0 --control-port 9181 --host ::1 --jobs 25000 --seed 9 --born-at 2026-03-04T05:06:07Z --arrive-every 2.5 --frozen --latency 80 --jitter 20 --no-rate-limit --rate-headers --token-ttl 30 --require-instance iot-1 --access-key-id id --access-key-secret secret --security-token token --fault hang --fault latency:ms=5'
  expect(readCommandLine(given.split(' '), Date.parse('2026-05-01'))).toEqual({
    help: false,
    host: '::1',
    port: 0,
    controlPort: 9181,
    accessKeyId: 'id',
    accessKeySecret: 'secret',
    securityToken: 'token',
    emulator: {
      jobs: 25_000,
      seed: 9,
      bornAt: Date.parse('2026-03-04T05:06:07Z'),
      arriveEveryMs: 2500,
      frozen: true,
      isRateLimited: false,
      hasRateHeaders: true,
      latencyMs: 80,
      jitterMs: 20,
      tokenTtlMs: 30_000,
      requiredInstance: 'iot-1',
      keys: [{ accessKeyId: 'id', accessKeySecret: 'secret', securityToken: 'token' }],
      faults: [{ kind: 'hang' }, { kind: 'latency', ms: 5 }],
    },
  })
})

test.each([
  ['--jobs', 'many'],
  ['--jobs', '1.5'],
  ['--jobs', '1000001'],
  ['--port', '65536'],
  ['--latency', ''],
  ['--token-ttl', '0'],
  ['--born-at', 'yesterday'],
  ['--born-at', '1970-01-01'],
  ['--born-at', '9999-01-01'],
  ['--host', '0.0.0.0'],
  ['--access-key-secret', ''],
  ['--fault', 'rain'],
  ['--unknown', '1'],
])('%s "%s" is refused with a message that names the option', (option, value) => {
  const read = () => readCommandLine([`${option}=${value}`])
  expect(read).toThrow(UsageError)
  expect(read).toThrow(option)
})

test('the help names every option', () => {
  for (const [option] of usage.matchAll(/--[a-z-]+(?= [A-Z])/g)) {
    expect(() => readCommandLine([`${option}=`])).toThrow(option)
  }
})

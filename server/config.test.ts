import { expect, test } from 'vitest'
import { readConfig } from './config.ts'

const keys = { ALIBABA_CLOUD_ACCESS_KEY_ID: 'id', ALIBABA_CLOUD_ACCESS_KEY_SECRET: 'canary-secret' }

test('an empty environment means Shanghai on loopback with the default credentials chain', () => {
  expect(readConfig({})).toEqual({
    config: {
      host: '127.0.0.1',
      port: 8080,
      dataDir: './data',
      region: 'cn-shanghai',
      endpoint: new URL('https://iot.cn-shanghai.aliyuncs.com'),
      iotInstanceId: null,
      slots: 4,
      keys: null,
      logLevel: 'info',
      metricsToken: null,
      access: { publicUrl: null },
    },
  })
})

test('a variable that is set to nothing is not set', () => {
  expect(readConfig({ PORT: '', WAYBILL_ENDPOINT: ' ' })).toEqual(readConfig({}))
})

test('the endpoint follows the region', () => {
  const read = readConfig({ ...keys, WAYBILL_REGION: 'eu-central-1' })
  expect(read).toMatchObject({
    config: { endpoint: new URL('https://iot.eu-central-1.aliyuncs.com') },
  })
})

test('plain http is taken for loopback', () => {
  const read = readConfig({ ...keys, WAYBILL_ENDPOINT: 'http://127.0.0.1:9180' })
  expect(read).toMatchObject({ config: { endpoint: new URL('http://127.0.0.1:9180') } })
})

test.each([
  ['HOST', '0.0.0.0'],
  ['PORT', 'eighty'],
  ['PORT', '70000'],
  ['WAYBILL_REGION', 'Shanghai!'],
  ['WAYBILL_ENDPOINT', 'iot.example.com'],
  ['WAYBILL_ENDPOINT', 'http://iot.cn-shanghai.aliyuncs.com'],
  ['WAYBILL_ENDPOINT', 'https://user:pass@iot.cn-shanghai.aliyuncs.com'],
  ['WAYBILL_IOT_INSTANCE_ID', 'a b'],
  ['WAYBILL_QUOTA_PER_SECOND', '6'],
  ['WAYBILL_QUOTA_PER_SECOND', '0.5'],
  ['WAYBILL_SIGN_IN', 'oidc'],
  ['WAYBILL_CONFIG', './waybill.json'],
])('%s=%s is refused by name', (name, value) => {
  const read = readConfig({ ...keys, [name]: value })
  expect(read).toEqual({ faults: [expect.stringMatching(new RegExp(`^${name} `))] })
})

test('every fault is told at once and no secret with it', () => {
  const read = readConfig({
    PORT: 'x',
    HOST: '0.0.0.0',
    ALIBABA_CLOUD_ACCESS_KEY_SECRET: 'canary-secret',
  })
  const { faults } = read as { faults: string[] }
  expect(faults.map((fault) => fault.split(' ')[0])).toEqual([
    'HOST',
    'PORT',
    'ALIBABA_CLOUD_ACCESS_KEY_ID',
  ])
  expect(faults.join()).not.toContain('canary')
})

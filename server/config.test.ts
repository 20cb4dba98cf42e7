import { inspect } from 'node:util'
import { expect, test } from 'vitest'
import { readConfig } from './config.ts'

const keys = { ALIBABA_CLOUD_ACCESS_KEY_ID: 'id', ALIBABA_CLOUD_ACCESS_KEY_SECRET: 'canary-secret' }

test('an empty environment means Shanghai on loopback with the default credentials chain', () => {
  expect(readConfig({})).toEqual({
    config: {
      host: '127.0.0.1',
      port: 8080,
      dataDir: './data',
      connections: [
        {
          name: 'iot.cn-shanghai.aliyuncs.com',
          account: null,
          region: 'cn-shanghai',
          endpoint: new URL('https://iot.cn-shanghai.aliyuncs.com'),
          iotInstanceId: null,
          slots: 4,
          credentials: { from: 'default' },
        },
      ],
      access: {
        signIn: 'link',
        publicUrl: null,
        proxies: [],
        userHeader: 'x-forwarded-user',
        groupsHeader: null,
        oidc: null,
        proxySecret: null,
        admins: [],
      },
      logLevel: 'info',
      metricsToken: null,
      scopes: null,
      authorities: [],
    },
  })
})

test('a variable that is set to nothing is not set', () => {
  expect(readConfig({ PORT: '', WAYBILL_ENDPOINT: ' ' })).toEqual(readConfig({}))
})

test('the endpoint follows the region', () => {
  const read = readConfig({ ...keys, WAYBILL_REGION: 'eu-central-1' })
  expect(read).toMatchObject({
    config: { connections: [{ endpoint: new URL('https://iot.eu-central-1.aliyuncs.com') }] },
  })
})

test('plain http is taken for loopback', () => {
  const read = readConfig({ ...keys, WAYBILL_ENDPOINT: 'http://127.0.0.1:9180' })
  expect(read).toMatchObject({
    config: { connections: [{ endpoint: new URL('http://127.0.0.1:9180') }] },
  })
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
  ['WAYBILL_ENDPOINT', 'https://100.100.100.200'],
  ['WAYBILL_ENDPOINT', 'https://169.254.169.254/'],
  ['WAYBILL_ENDPOINT', 'https://iot.cn-shanghai.aliyuncs.com.evil.example'],
  ['WAYBILL_ENDPOINT', 'https://bucket.oss-cn-shanghai.aliyuncs.com'],
  ['NODE_TLS_REJECT_UNAUTHORIZED', '0'],
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

test('the connection is called as data folders know it', () => {
  const read = readConfig({ ...keys, WAYBILL_IOT_INSTANCE_ID: 'iot-060abc' })
  expect(read).toMatchObject({
    config: { connections: [{ name: 'iot.cn-shanghai.aliyuncs.com/iot-060abc' }] },
  })
})

test('a configuration that is printed shows no key', () => {
  const read = readConfig(keys)
  expect(`${JSON.stringify(read)} ${inspect(read, { depth: 9 })}`).not.toContain('canary')
})

const oneFile = (from: object) => () =>
  JSON.stringify({ connections: [{ name: 'one', region: 'cn-shanghai', credentials: from }] })

test('the variables of a single connection beside a file are told, each of them', () => {
  const env = {
    ...keys,
    WAYBILL_CONFIG: 'waybill.json',
    WAYBILL_REGION: 'cn-shanghai',
    WAYBILL_QUOTA_PER_SECOND: '4',
  }
  const { faults } = readConfig(env, oneFile({ from: 'ram-role' })) as { faults: string[] }
  expect(faults.map((fault) => fault.split(' ')[0])).toEqual([
    'WAYBILL_REGION',
    'WAYBILL_QUOTA_PER_SECOND',
    'ALIBABA_CLOUD_ACCESS_KEY_ID',
    'ALIBABA_CLOUD_ACCESS_KEY_SECRET',
  ])
})

test('a key in the environment is for the connections of the file that take it from there', () => {
  const read = readConfig({ ...keys, WAYBILL_CONFIG: 'x' }, oneFile({ from: 'environment' }))
  expect(read).toMatchObject({ config: { connections: [{ name: 'one', slots: 4 }] } })
})

import { expect, test } from 'vitest'
import { readConfigFile } from './config-file.ts'

const one = { name: 'one', region: 'cn-shanghai', credentials: { from: 'default' } }

function read(file: unknown, env: Record<string, string> = {}) {
  const readText = () => (typeof file === 'string' ? file : JSON.stringify(file))
  return readConfigFile({ path: '/etc/waybill/waybill.json', readText, env })
}

const faultsOf = (file: unknown, env?: Record<string, string>) =>
  read(file, env).faults.map((fault) => fault.replace('WAYBILL_CONFIG: ', ''))

const withOne = (changes: object) => ({ connections: [{ ...one, ...changes }] })
const withCredentials = (credentials: unknown) => withOne({ credentials })

test('reads connections with everything that they may say', () => {
  const role = 'acs:ram::1234567890123456:role/waybill'
  const file = {
    $schema: './waybill.schema.json',
    connections: [
      {
        name: 'Shanghai 生产',
        account: '1234567890123456',
        region: 'cn-shanghai',
        endpoint: 'https://iot.cn-shanghai.aliyuncs.com',
        iotInstanceId: 'iot-060abc',
        quotaPerSecond: 2,
        credentials: { from: 'keys-file', path: 'keys/production' },
      },
      {
        ...one,
        region: 'eu-central-1',
        credentials: { from: 'assume-role', roleArn: role, by: { from: 'ram-role' } },
      },
    ],
  }
  expect(read(file)).toEqual({
    faults: [],
    scopes: null,
    value: [
      {
        name: 'Shanghai 生产',
        account: '1234567890123456',
        region: 'cn-shanghai',
        endpoint: new URL('https://iot.cn-shanghai.aliyuncs.com'),
        iotInstanceId: 'iot-060abc',
        slots: 2,
        credentials: { from: 'keys-file', path: '/etc/waybill/keys/production' },
      },
      {
        name: 'one',
        account: null,
        region: 'eu-central-1',
        endpoint: new URL('https://iot.eu-central-1.aliyuncs.com'),
        iotInstanceId: null,
        slots: 4,
        credentials: {
          from: 'assume-role',
          roleArn: role,
          externalId: null,
          by: { from: 'ram-role', roleName: null },
          sessionName: 'waybill',
          durationSeconds: 3600,
          stsEndpoint: null,
        },
      },
    ],
  })
})

test('takes a key from the variables that it names', async () => {
  const credentials = {
    from: 'environment',
    accessKeyIdVariable: 'A',
    accessKeySecretVariable: 'B',
  }
  const { value } = read(withCredentials(credentials), { A: 'LTAIone', B: 'secret' })
  const source = value?.[0]?.credentials
  expect(source?.from === 'environment' && source.key.accessKeySecret).toBe('secret')
  expect(JSON.stringify(value)).not.toContain('LTAIone')
})

test('takes from the pod what RRSA tells it', () => {
  const env = {
    ALIBABA_CLOUD_ROLE_ARN: 'acs:ram::1:role/pod',
    ALIBABA_CLOUD_OIDC_PROVIDER_ARN: 'acs:ram::1:oidc-provider/ack',
    ALIBABA_CLOUD_OIDC_TOKEN_FILE: '/var/run/token',
  }
  expect(read(withCredentials({ from: 'oidc' }), env).value?.[0]?.credentials).toMatchObject({
    roleArn: 'acs:ram::1:role/pod',
    tokenFile: '/var/run/token',
  })
  expect(faultsOf(withCredentials({ from: 'oidc' }))).toEqual([
    expect.stringMatching(/^connections\[0\]\.credentials\.roleArn is missing \(nor is ALIBABA/),
    expect.stringMatching(/^connections\[0\]\.credentials\.oidcProviderArn is missing/),
    expect.stringMatching(/^connections\[0\]\.credentials\.tokenFile is missing/),
  ])
})

test.each<[string, unknown, string]>([
  ['no list', {}, 'connections is missing'],
  ['an empty list', { connections: [] }, 'connections must name at least one connection'],
  ['no object', [], 'the file must be an object'],
  ['an unknown key', { ...withOne({}), conections: [] }, 'conections is not known'],
  ['an unknown key within', withOne({ instance: 'x' }), 'connections[0].instance is not known'],
  ['no name', withOne({ name: undefined }), 'connections[0].name is missing'],
  ['a name of nothing', withOne({ name: ' ' }), 'connections[0].name must be 1 to 64'],
  ['no region', withOne({ region: undefined }), 'connections[0].region is missing'],
  ['a region of no kind', withOne({ region: 7 }), 'connections[0].region must be a string'],
  ['an account as a number', withOne({ account: 1234567890123456 }), 'connections[0].account must'],
  [
    'plain http',
    withOne({ endpoint: 'http://iot.cn-shanghai.aliyuncs.com' }),
    'connections[0].endpoint must be https',
  ],
  [
    'the metadata service',
    withOne({ endpoint: 'https://100.100.100.200' }),
    'connections[0].endpoint must be a host',
  ],
  [
    'too much',
    withOne({ quotaPerSecond: 6 }),
    'connections[0].quotaPerSecond must be a whole number from 1 to 5',
  ],
  [
    'half a call',
    withOne({ quotaPerSecond: 1.5 }),
    'connections[0].quotaPerSecond must be a whole number from 1 to 5',
  ],
  ['no credentials', withOne({ credentials: undefined }), 'connections[0].credentials is missing'],
  [
    'credentials of no kind',
    withCredentials({ from: 'magic' }),
    'connections[0].credentials.from must be one of environment, default',
  ],
  ['no way at all', withCredentials({}), 'connections[0].credentials.from must be one of'],
  [
    'a file without a path',
    withCredentials({ from: 'keys-file' }),
    'connections[0].credentials.path is missing',
  ],
  [
    'a role of another shape',
    withCredentials({ from: 'assume-role', roleArn: 'waybill', by: { from: 'default' } }),
    'connections[0].credentials.roleArn must be the ARN',
  ],
  [
    'a role by a role',
    withCredentials({
      from: 'assume-role',
      roleArn: 'acs:ram::1:role/a',
      by: { from: 'assume-role' },
    }),
    'connections[0].credentials.by.from must be one of',
  ],
  [
    'a session that is too short',
    withCredentials({
      from: 'assume-role',
      roleArn: 'acs:ram::1:role/a',
      by: { from: 'default' },
      durationSeconds: 900,
    }),
    'connections[0].credentials.durationSeconds must be a whole number of seconds',
  ],
  [
    'STS elsewhere',
    withCredentials({
      from: 'oidc',
      roleArn: 'acs:ram::1:role/a',
      oidcProviderArn: 'acs:ram::1:oidc-provider/a',
      tokenFile: 't',
      stsEndpoint: '100.100.100.200',
    }),
    'connections[0].credentials.stsEndpoint must be a host name',
  ],
  [
    'a variable that is not set',
    withCredentials({
      from: 'environment',
      accessKeyIdVariable: 'A',
      accessKeySecretVariable: 'PATH',
    }),
    'connections[0].credentials.accessKeyIdVariable names A, which is not set',
  ],
])('%s is told by its path', (_, file, fault) => {
  expect(faultsOf(file, { PATH: 'x' })).toEqual([expect.stringContaining(fault)])
})

test('every fault of every connection is told at once', () => {
  const file = {
    connections: [
      { ...one, region: 'nowhere!' },
      { ...one, endpoint: 'ftp://x', extra: 1 },
      { ...one, name: 'two', credentials: { from: 'environment' } },
    ],
  }
  expect(
    faultsOf(file)
      .map((fault) => fault.split(' ')[0])
      .sort(),
  ).toEqual([
    'connections[0].region',
    'connections[1].endpoint',
    'connections[1].extra',
    'connections[1].name',
    'connections[2].credentials.accessKeyIdVariable',
    'connections[2].credentials.accessKeySecretVariable',
  ])
})

const canaryId = 'LTAI5tCanaryCanary'
test.each<[string, unknown, string]>([
  [
    'a key beside its source',
    withOne({ accessKeySecret: 'canarySecret' }),
    'connections[0].accessKeySecret',
  ],
  [
    'a key in its source',
    withCredentials({ from: 'default', AccessKeyId: canaryId }),
    'connections[0].credentials.AccessKeyId',
  ],
  [
    'a key where a name belongs',
    withCredentials({ from: 'environment', accessKeyIdVariable: canaryId }),
    'connections[0].credentials.accessKeyIdVariable',
  ],
  ['a key as a name', withOne({ name: canaryId }), 'connections[0].name'],
  ['a token anywhere', { ...withOne({}), note: 'STS.NTcanaryCanary' }, 'note'],
])('%s is refused, and not repeated', (_, file, path) => {
  const faults = faultsOf(file)
  expect(faults).toContain(
    `${path} must not be here: a key belongs in the environment or in a file of its own`,
  )
  expect(faults.filter((fault) => fault.startsWith(`${path} `))).toHaveLength(1)
  expect(faults.join()).not.toMatch(/canary/i)
})

test('a file that cannot be read or parsed is told without what it holds', () => {
  const missing = () => {
    throw Object.assign(new Error('ENOENT: canary'), { code: 'ENOENT' })
  }
  expect(readConfigFile({ path: 'x.json', readText: missing, env: {} }).faults).toEqual([
    'WAYBILL_CONFIG: x.json cannot be read (ENOENT)',
  ])
  expect(faultsOf('{ "secret": canary }')).toEqual(['/etc/waybill/waybill.json is not JSON'])
  expect(faultsOf('{ "secret": "canary", }')).toEqual([
    '/etc/waybill/waybill.json is not JSON (line 1 column 23)',
  ])
})

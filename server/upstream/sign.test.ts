import { expect, test } from 'vitest'
import { authorization, canonicalParameters, signRequest } from './sign.ts'

const key = { accessKeyId: 'testid', accessKeySecret: 'testsecret' }
const emptyHash = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'
const moment = {
  host: 'iot.cn-shanghai.aliyuncs.com',
  dateMs: Date.parse('2026-01-02T03:04:05.678Z'),
  nonce: '0123456789abcdef0123456789abcdef',
}
const call = { action: 'ListDeviceDistributeJob', version: '2018-01-20' }

test('signs the example that the provider publishes', () => {
  const header = authorization(
    {
      search: canonicalParameters({
        RegionId: 'cn-shanghai',
        ImageId: 'win2019_1809_x64_dtc_zh-cn_40G_alibase_20230811.vhd',
      }),
      headers: {
        host: 'ecs.cn-shanghai.aliyuncs.com',
        'x-acs-action': 'RunInstances',
        'x-acs-content-sha256': emptyHash,
        'x-acs-date': '2023-10-26T10:22:32Z',
        'x-acs-signature-nonce': '3156853299f313e23d1673dc12e1703d',
        'x-acs-version': '2014-05-26',
      },
      body: '',
    },
    { accessKeyId: 'YourAccessKeyId', accessKeySecret: 'YourAccessKeySecret' },
  )
  expect(header).toBe(
    'ACS3-HMAC-SHA256 Credential=YourAccessKeyId,SignedHeaders=host;x-acs-action;x-acs-content-sha256;' +
      'x-acs-date;x-acs-signature-nonce;x-acs-version,' +
      'Signature=06563a9e1b43f5dfe96b81484da74bceab24a1d853912eee15083a6f0f3283c0',
  )
})

test('signs an empty body as the official SDK does (vector A)', () => {
  const signed = signRequest(
    { ...call, query: { PageSize: '10', CurrentPage: '1' }, form: {} },
    moment,
    key,
  )
  expect(signed.search).toBe('CurrentPage=1&PageSize=10')
  expect(signed.headers['x-acs-date']).toBe('2026-01-02T03:04:05Z')
  expect(signed.headers['authorization']).toMatch(
    /Signature=d0e6734dd036383a094543139c013884d6f63bf64429e75f108a10d52c9e601b$/,
  )
})

test('signs odd characters and a form body as the official SDK does (vector B)', () => {
  const query = { PageSize: '10', Status: '2', NextToken: "TGlz+dF/J=*(a)!~ '中" }
  const signed = signRequest({ ...call, query, form: { JobId: 'Ubms*1' } }, moment, key)
  expect(signed.body).toBe('JobId=Ubms%2A1')
  expect(signed.headers['authorization']).toMatch(
    /Signature=483be1e589520a3377a738c8b50e49447490536bb5811966ce894efa000681b6$/,
  )
})

test('signs every further x-acs header, as with temporary credentials in the SDK (vector C)', () => {
  const { headers } = signRequest({ ...call, query: {}, form: {} }, moment, key)
  const header = authorization(
    {
      search: 'PageSize=200',
      headers: {
        ...headers,
        'x-acs-accesskey-id': 'testid',
        'x-acs-security-token': 'CAIStoken==',
        'x-acs-credentials-provider': 'static_sts',
      },
      body: '',
    },
    key,
  )
  expect(header).toMatch(
    /Signature=7bc6afdf6f91bb1b0fade15a7f4faf5acfff47cddfe822555823e04f238bb033$/,
  )
})

test('a security token is sent and signed, and only where there is one', () => {
  const plain = signRequest({ ...call, query: {}, form: {} }, moment, key)
  const withToken = signRequest({ ...call, query: {}, form: {} }, moment, {
    ...key,
    securityToken: 'token',
  })
  expect(plain.headers).not.toHaveProperty('x-acs-security-token')
  expect(withToken.headers['x-acs-security-token']).toBe('token')
  expect(withToken.headers['authorization']).toContain('x-acs-security-token;')
})

test('an empty value is signed with its equals sign', () => {
  expect(canonicalParameters({ b: '', a: 'x y' })).toBe('a=x%20y&b=')
})

import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { canonicalParams, type Param, parseParams } from './percent.ts'
import { signV1, signV3, stringToSignV1, stringToSignV3 } from './signature.ts'

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')

describe('signature V1', () => {
  test.each([
    {
      name: 'the published DescribeRegions',
      method: 'GET',
      secret: 'testsecret',
      params: {
        AccessKeyId: 'testid',
        Action: 'DescribeRegions',
        Format: 'XML',
        SignatureMethod: 'HMAC-SHA1',
        SignatureNonce: '3ee8c1b8-83d3-44af-a94f-4e0ad82fd6cf',
        SignatureVersion: '1.0',
        Timestamp: '2016-02-23T12:46:24Z',
        Version: '2014-05-26',
      },
      expected: 'OLeaidS1JvxuMvnyHOwuJ+uX5qY=',
    },
    {
      name: 'the published SendSms',
      method: 'GET',
      secret: 'testSecret',
      params: {
        AccessKeyId: 'testId',
        Action: 'SendSms',
        Format: 'XML',
        OutId: '123',
        PhoneNumbers: '15300000001',
        RegionId: 'cn-hangzhou',
        SignName: '阿里云短信测试专用',
        SignatureMethod: 'HMAC-SHA1',
        SignatureNonce: '45e25e9b-0a6f-4070-8c85-2956eda1b466',
        SignatureVersion: '1.0',
        TemplateCode: 'SMS_71390007',
        TemplateParam: '{"customer":"test"}',
        Timestamp: '2017-07-12T02:42:19Z',
        Version: '2017-05-25',
      },
      expected: 'zJDF+Lrzhj/ThnlvIToysFRq6t4=',
    },
    {
      name: 'an SDK unit test without a method',
      method: '',
      secret: 'accessKeySecret',
      params: { test: 'ok' },
      expected: 'jHx/oHoHNrbVfhncHEvPdHXZwHU=',
    },
    { name: 'odd characters by GET', method: 'GET', expected: 'TgQki/t/A+/wLuCSxCrCCx9xCCo=' },
    { name: 'odd characters by POST', method: 'POST', expected: 'Hn9AcCw+SCXCpXvLKlAPSeAy870=' },
  ])('of $name is $expected', ({ method, secret = 'testsecret', params = odd, expected }) => {
    expect(signV1(secret, stringToSignV1(method, Object.entries(params)))).toBe(expected)
  })

  test('does not cover the Signature parameter', () => {
    const params: Param[] = [['A', '1']]
    expect(stringToSignV1('GET', [...params, ['Signature', 'x']])).toBe(
      stringToSignV1('GET', params),
    )
  })
})

const odd = {
  AccessKeyId: 'testid',
  Action: 'ListDeviceDistributeJob',
  Format: 'json',
  Version: '2018-01-20',
  Timestamp: '2026-01-02T03:04:05Z',
  SignatureNonce: '0123456789abcdef0123456789abcdef',
  SignatureMethod: 'HMAC-SHA1',
  SignatureVersion: '1.0',
  PageSize: '10',
  JobId: "Ubms*1 (a)!~'中",
  NextToken: 'TGlz+dF/J=',
}

describe('signature V3', () => {
  const iotHeaders = {
    host: 'iot.cn-shanghai.aliyuncs.com',
    'content-type': 'application/x-www-form-urlencoded',
    'x-acs-action': 'ListDeviceDistributeJob',
    'x-acs-version': '2018-01-20',
    'x-acs-date': '2026-01-02T03:04:05Z',
    'x-acs-signature-nonce': '0123456789abcdef0123456789abcdef',
  }

  test.each([
    {
      name: 'the published RunInstances',
      secret: 'YourAccessKeySecret',
      query: {
        ImageId: 'win2019_1809_x64_dtc_zh-cn_40G_alibase_20230811.vhd',
        RegionId: 'cn-shanghai',
      },
      headers: {
        host: 'ecs.cn-shanghai.aliyuncs.com',
        'x-acs-action': 'RunInstances',
        'x-acs-version': '2014-05-26',
        'x-acs-date': '2023-10-26T10:22:32Z',
        'x-acs-signature-nonce': '3156853299f313e23d1673dc12e1703d',
      },
      expected: '06563a9e1b43f5dfe96b81484da74bceab24a1d853912eee15083a6f0f3283c0',
    },
    {
      name: 'a first page',
      query: { PageSize: '10', CurrentPage: '1' },
      expected: 'd0e6734dd036383a094543139c013884d6f63bf64429e75f108a10d52c9e601b',
    },
    {
      name: 'odd characters and a form body',
      query: { PageSize: '10', Status: '2', NextToken: "TGlz+dF/J=*(a)!~ '中" },
      body: 'JobId=Ubms%2A1',
      expected: '483be1e589520a3377a738c8b50e49447490536bb5811966ce894efa000681b6',
    },
    {
      name: 'temporary credentials',
      query: { PageSize: '200' },
      headers: {
        ...iotHeaders,
        'x-acs-accesskey-id': 'testid',
        'x-acs-security-token': 'CAIStoken==',
        'x-acs-credentials-provider': 'static_sts',
      },
      expected: '7bc6afdf6f91bb1b0fade15a7f4faf5acfff47cddfe822555823e04f238bb033',
    },
  ])('of $name is $expected', ({ query, headers = iotHeaders, body = '', expected, ...rest }) => {
    const bodyHash = sha256(body)
    const sent: Record<string, string> = { ...headers, 'x-acs-content-sha256': bodyHash }
    const stringToSign = stringToSignV3({
      method: 'POST',
      path: '/',
      query: Object.entries(query),
      headers: sent,
      signedHeaders: Object.keys(sent),
      bodyHash,
    })
    expect(signV3(rest.secret ?? 'testsecret', stringToSign)).toBe(expected)
  })
})

test.each([
  { raw: "JobId=Ubms*(a)!~%20b%2Bc'", canonical: 'JobId=Ubms%2A%28a%29%21~%20b%2Bc%27' },
  { raw: 'b=2&a=1+1', canonical: 'a=1%201&b=2' },
  { raw: 'empty=&flag&=x', canonical: '=x&empty=&flag=' },
  { raw: 'broken=%E4%B8', canonical: 'broken=%25E4%25B8' },
])('$raw is signed as $canonical, whatever the client left raw', ({ raw, canonical }) => {
  expect(canonicalParams(parseParams(raw))).toBe(canonical)
})

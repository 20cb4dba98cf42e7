import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createEmulator, defaultKey } from './emulator.ts'
import type { Listening } from './listen.ts'
import { createPlainClient, type PlainCall } from './plain-client.ts'

let time = Date.parse('2026-03-04T05:06:07.500Z')
const now = () => time
const emulator = createEmulator({ jobs: 3, now, isRateLimited: false })
const action = 'ListDeviceDistributeJob'
const page = { PageSize: 10 }
let gateway: Listening

beforeAll(async () => {
  gateway = await emulator.listen()
})
afterAll(() => gateway.close())

const call = (given: PlainCall, params: Record<string, string | number> = page) =>
  createPlainClient(gateway.url, now)(action, params, given)

const temporary = { ...defaultKey, accessKeyId: 'STS.temporary', securityToken: 'CAIS==' }

describe.each(['v1', 'v3'] as const)('a call signed by %s', (scheme) => {
  test.each([
    { method: 'GET', place: 'query' },
    { method: 'POST', place: 'query' },
    { method: 'POST', place: 'form' },
  ] as const)('is let in by $method with its parameters in the $place', async (given) => {
    expect(await call({ scheme, ...given })).toMatchObject({ status: 200, json: { Success: true } })
  })

  test('is refused with the status, code and message of the gateway', async () => {
    const key = { ...defaultKey, accessKeyId: 'unknown' }
    const { status, headers, json } = await call({ scheme, key })
    expect(status).toBe(404)
    expect(headers.get('content-type')).toBe('application/json;charset=utf-8')
    expect(json).toEqual({
      RequestId: headers.get('x-acs-request-id'),
      Message: 'Specified access key is not found.',
      Recommend: expect.stringContaining('?q=InvalidAccessKeyId.NotFound&product=Iot&requestId='),
      HostId: new URL(gateway.url).host,
      Code: 'InvalidAccessKeyId.NotFound',
    })
  })

  test('with a wrong secret is told what the gateway signed', async () => {
    const key = { ...defaultKey, accessKeySecret: 'wrong' }
    const { status, json } = await call({ scheme, key })
    expect(status).toBe(400)
    expect(json.Code).toBe('SignatureDoesNotMatch')
    const [, signed = ''] = json.Message.split('server string to sign is:')
    expect(signed).toMatch(
      scheme === 'v1' ? /^POST&%2F&AccessKeyId/ : /^ACS3-HMAC-SHA256\n[0-9a-f]/,
    )
  })

  test('may use a nonce only once, and again when the window has passed', async () => {
    const nonce = crypto.randomUUID()
    expect((await call({ scheme, nonce })).status).toBe(200)
    expect(await call({ scheme, nonce })).toMatchObject({
      status: 400,
      json: { Code: 'SignatureNonceUsed' },
    })
    time += 40 * 60_000
    expect((await call({ scheme, nonce })).status).toBe(200)
  })

  test('does not use up its nonce while its signature is wrong', async () => {
    const nonce = crypto.randomUUID()
    await call({ scheme, nonce, key: { ...defaultKey, accessKeySecret: 'wrong' } })
    expect((await call({ scheme, nonce })).status).toBe(200)
  })

  test.each([
    { seconds: -900, expected: 200 },
    { seconds: 900, expected: 200 },
    { seconds: -901, expected: 400 },
    { seconds: 901, expected: 400 },
  ])('$seconds s off the clock gets $expected', async ({ seconds, expected }) => {
    const client = createPlainClient(gateway.url, () => time + seconds * 1000)
    const { status, json } = await client(action, page, { scheme })
    expect(status).toBe(expected)
    if (expected === 400) expect(json.Code).toBe('InvalidTimeStamp.Expired')
  })

  test('must carry the security token of its key', async () => {
    emulator.keys.replace([defaultKey, temporary])
    const { securityToken: _, ...bare } = temporary
    const code = async (given: PlainCall) => (await call({ scheme, ...given })).json.Code
    expect(await code({ key: temporary })).toBeUndefined()
    expect(await code({ key: bare })).toBe('MissingSecurityToken')
    expect(await code({ key: { ...temporary, securityToken: 'bad' } })).toBe(
      'InvalidSecurityToken.Malformed',
    )
    expect(await code({ key: { ...defaultKey, securityToken: 'CAIS==' } })).toBe(
      'InvalidSecurityToken.MismatchWithAccessKey',
    )
    emulator.keys.replace([defaultKey, { ...temporary, tokenExpiresAt: time }])
    expect(await code({ key: temporary })).toBe('InvalidSecurityToken.Expired')
  })

  test('of a disabled key is refused', async () => {
    emulator.keys.replace([{ ...defaultKey, disabled: true }])
    expect((await call({ scheme })).json.Code).toBe('InvalidAccessKeyId.Inactive')
    emulator.keys.replace([defaultKey])
  })
})

test.each([
  { name: 'Action', value: undefined, code: 'MissingAction' },
  { name: 'Action', value: 'Nothing', code: 'InvalidApi.NotFound' },
  { name: 'Version', value: undefined, code: 'MissingVersion' },
  { name: 'Version', value: '2017-04-20', code: 'InvalidVersion' },
  { name: 'Format', value: 'yaml', code: 'InvalidParameter.Format' },
  { name: 'AccessKeyId', value: undefined, code: 'MissingAccessKeyId' },
  { name: 'SignatureMethod', value: 'HMAC-MD5', code: 'InvalidSignatureMethod' },
  { name: 'SignatureNonce', value: undefined, code: 'MissingSignatureNonce' },
  { name: 'Timestamp', value: undefined, code: 'MissingTimestamp' },
  { name: 'Timestamp', value: '2026-03-04 05:06:07', code: 'InvalidTimeStamp.Format' },
])('V1 with $name $value is refused as $code', async ({ name, value, code }) => {
  const { text } = await call({ scheme: 'v1', changed: { [name]: value } })
  expect(text).toContain(code)
})

test.each([
  { name: 'x-acs-action', value: 'Nothing', code: 'InvalidApi.NotFound' },
  { name: 'x-acs-version', value: '2017-04-20', code: 'InvalidVersion' },
  { name: 'x-acs-date', value: undefined, code: 'MissingDate' },
  { name: 'x-acs-date', value: 'yesterday', code: 'InvalidTimeStamp.Format' },
  { name: 'x-acs-signature-nonce', value: undefined, code: 'MissingSignatureNonce' },
  { name: 'x-acs-unknown', value: 'but signed', code: undefined },
])('V3 with $name $value is answered with $code', async ({ name, value, code }) => {
  expect((await call({ changed: { [name]: value } })).json.Code).toBe(code)
})

test.each([
  { authorization: 'ACS3-HMAC-SHA256 Credential=x', code: 'IncompleteSignature' },
  { authorization: 'ACS3-RSA-SHA256 Credential=x', code: 'InvalidSignatureMethod' },
  {
    authorization: `ACS3-HMAC-SHA256 Credential=${defaultKey.accessKeyId},SignedHeaders=host,Signature=00`,
    code: 'IncompleteSignature',
  },
])('Authorization $authorization is refused as $code', async ({ authorization, code }) => {
  const headers = { authorization, 'x-acs-action': action, 'x-acs-version': '2018-01-20' }
  const answer = await fetch(gateway.url, { method: 'POST', headers })
  expect(await answer.json()).toMatchObject({ Code: code })
})

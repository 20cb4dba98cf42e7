import { expect, test } from 'vitest'
import { type RefusalContext, toRefusal, toUnreadable, verdictOf } from './refusal.ts'

const context: RefusalContext = {
  status: 400,
  wait: { ms: null, isThrottling: false },
  host: 'iot.cn-shanghai.aliyuncs.com',
  action: 'ListDeviceDistributeJob',
  iotInstanceId: null,
  accessKeyId: 'LTAI5tCanaryKeyId',
  tokenSent: false,
  clockOffsetMs: null,
  hidden: ['CanarySecret', 'CanaryToken', 'LTAI5tCanaryKeyId'],
}
const refuse = (code: string, overrides: Partial<RefusalContext> = {}, message = '') =>
  toRefusal({ kind: 'failure', code, message, requestId: 'R' }, { ...context, ...overrides })

test.each([
  ['Throttling.User', 'throttled'],
  ['Throttling.Api', 'throttled'],
  ['Throttling', 'throttled'],
  ['ServiceThrottling', 'throttled'],
  ['InvalidAccessKeyId.NotFound', 'credentials-refused'],
  ['InvalidAccessKeyId.Inactive', 'credentials-refused'],
  ['InvalidAccessKeyId', 'credentials-refused'],
  ['SignatureDoesNotMatch', 'credentials-refused'],
  ['IncompleteSignature', 'credentials-refused'],
  ['InvalidSecurityToken.Expired', 'credentials-refused'],
  ['MissingSecurityToken', 'credentials-refused'],
  ['Forbidden', 'permission-denied'],
  ['Forbidden.RAM', 'permission-denied'],
  ['NoPermission', 'permission-denied'],
  ['iot.common.RamActionPermissionDeny', 'permission-denied'],
  ['Iot.Common.AuthActionPermissionDeny', 'permission-denied'],
  ['iot.Sre.IotInstanceNotFound', 'instance-refused'],
  ['iot.system.InstanceNotFound', 'instance-refused'],
  ['iot.common.APINotSupportedInInstance', 'instance-refused'],
  ['InvalidTimeStamp.Expired', 'clock-refused'],
  ['InvalidTimeStamp.Format', 'clock-refused'],
  ['ServiceUnavailable', 'upstream-failed'],
  ['InternalError', 'upstream-failed'],
  ['Iot.system.SystemException', 'upstream-failed'],
  ['SignatureNonceUsed', 'upstream-failed'],
  ['InvalidApi.NotFound', 'request-refused'],
  ['iot.system.BillIsOverDue', 'request-refused'],
  ['iot.common.InvalidPageParams', 'request-refused'],
  ['iot.never.HeardOf', 'request-refused'],
  ['', 'request-refused'],
])('%s is %s', (upstreamCode, code) => {
  expect(refuse(upstreamCode)).toMatchObject({
    code,
    details: { upstreamCode: upstreamCode || undefined, requestId: 'R' },
  })
})

test.each([
  [{ status: 429 }, 'throttled'],
  [{ wait: { ms: 1500, isThrottling: true } }, 'throttled'],
  [{ status: 503 }, 'upstream-failed'],
  [{ status: 403 }, 'permission-denied'],
  [{ status: 500, wait: { ms: 1500, isThrottling: false } }, 'upstream-failed'],
])('an unknown code with %j is %s', (overrides, code) => {
  expect(refuse('Strange', overrides).code).toBe(code)
})

test.each([
  ['Throttling.User', 'throttled', 'The account made more calls'],
  ['Throttling', 'throttled', 'The account made more calls'],
  ['Throttling.Api', 'throttled', 'whoever makes them'],
  ['ServiceUnavailable', 'overloaded', 'whoever makes them'],
  ['InternalError', 'admitted', 'failed on its side'],
  ['iot.common.InvalidPageParams', 'admitted', 'refused the call'],
])('%s says of the quota: %s', (code, verdict, says) => {
  const error = refuse(code)
  expect(verdictOf(error)).toBe(verdict)
  expect(error.message).toContain(says)
})

test('the wait that was asked for is kept', () => {
  const error = refuse('Throttling.User', { wait: { ms: 1500, isThrottling: true } })
  expect(error.details.retryAfterMs).toBe(1500)
})

test.each([
  ['InvalidNextToken', ''],
  ['InvalidParameter', 'Specified parameter NextToken is not valid.'],
  ['InvalidParameter.NextToken', ''],
  ['iot.common.InvalidFormattedParameter', 'nextToken is malformed'],
  ['iot.common.InvalidPageParams', ''],
])('%s %s means the token, but only where one was sent', (code, message) => {
  expect(refuse(code, { tokenSent: true }, message).code).toBe('token-refused')
  expect(refuse(code, { tokenSent: false }, message).code).toBe('request-refused')
})

test('says which instance was refused, or that there should be one', () => {
  expect(refuse('iot.Sre.IotInstanceNotFound').message).toContain('WAYBILL_IOT_INSTANCE_ID')
  const named = refuse('iot.Sre.IotInstanceNotFound', { iotInstanceId: 'iot-060a' }).message
  expect(named).toContain('iot-060a')
  expect(named).toContain('region')
})

test('says how wrong the clock is', () => {
  const message = (clockOffsetMs: number | null) =>
    refuse('InvalidTimeStamp.Expired', { clockOffsetMs }).message
  expect(message(20 * 60_000)).toContain('clock is 20 min behind it')
  expect(message(-3 * 3_600_000)).toContain('clock is 180 min ahead of it')
  expect(message(null)).not.toContain('min')
})

test('names a key by its last four characters', () => {
  const { message } = refuse('InvalidAccessKeyId.NotFound')
  expect(message).toContain('…eyId')
  expect(message).not.toContain(context.accessKeyId)
})

test.each([
  'Specified signature is not matched with our calculation. server string to sign is:POST&%2F&AccessKeyId%3DLTAI5tCanaryKeyId',
  'key LTAI5tCanaryKeyId with CanarySecret and CanaryToken is odd',
  'x-acs-security-token:CanaryToken',
])('never repeats a secret or the string to sign: %s', (message) => {
  for (const code of ['SignatureDoesNotMatch', 'iot.never.HeardOf', 'CanarySecret']) {
    const error = refuse(code, { tokenSent: true }, message)
    const everything = JSON.stringify([error.message, error.cause, error.details])
    expect(everything).not.toMatch(/Canary|string to sign/)
  }
})

test('repeats what an unknown refusal says, on one line', () => {
  expect(refuse('MissingPageSize', {}, 'PageSize is\nmandatory for this action.').message).toBe(
    'The API refused the call (MissingPageSize). It says: PageSize is mandatory for this action.',
  )
})

test.each([
  [200, 'unreadable-reply'],
  [302, 'unreadable-reply'],
  [404, 'unreadable-reply'],
  [429, 'throttled'],
  [502, 'upstream-failed'],
])('a page with HTTP %i is %s', (status, code) => {
  const page = { kind: 'unreadable', why: 'is a web page', requestId: 'R' } as const
  expect(toUnreadable(page, { ...context, status })).toMatchObject({
    code,
    details: { requestId: 'R' },
  })
})

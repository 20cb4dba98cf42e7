import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseLossless } from './lossless-json.ts'
import { readReply } from './wire.ts'

const json = 'application/json;charset=utf-8'
const sample = (name: string) => readFileSync(new URL(`samples/${name}`, import.meta.url), 'utf8')

test('reads the documented success', () => {
  expect(readReply(sample('list-jobs.json'), json)).toMatchObject({
    kind: 'success',
    data: { Total: '10' },
    requestId: 'E55E50B7-40EE-4B6B-8BBE-D3ED55CCF565',
  })
})

test.each([
  {
    name: 'throttled.json',
    code: 'Throttling.User',
    message: 'Request was denied due to user flow control.',
  },
  {
    name: 'unknown-key.json',
    code: 'InvalidAccessKeyId.NotFound',
    message: 'Specified access key is not found.',
  },
  {
    name: 'service-failure.json',
    code: 'iot.system.SystemException',
    message: 'A system exception occurred.',
  },
])('reads the failure in $name', ({ name, code, message }) => {
  expect(readReply(sample(name), json)).toMatchObject({ kind: 'failure', code, message })
})

test.each([
  '{"Success":true,"Code":"","Data":{}}',
  '{"Success":"true","Code":"success","Data":{}}',
  '{"Success":"True","Code":"200","Data":{}}',
  '\uFEFF\n {"success":true,"data":{}}',
])('takes Success alone for success: %s', (text) => {
  expect(readReply(text, json)).toEqual({ kind: 'success', data: {}, requestId: null })
})

test.each([
  '{"Success":false,"RequestId":"R","Code":"success"}',
  '{"Success":"false","RequestId":"R","Code":""}',
  '{"requestId":"R","code":"X","message":"m"}',
])('takes anything else for failure: %s', (text) => {
  expect(readReply(text, json)).toMatchObject({ kind: 'failure', requestId: 'R' })
})

test('reads an error in XML', () => {
  const xml =
    '<?xml version="1.0"?><Error><RequestId>R</RequestId><Code>NoPermission</Code><Message>a &lt;b&gt; &amp; c</Message></Error>'
  expect(readReply(xml, 'text/xml')).toEqual({
    kind: 'failure',
    code: 'NoPermission',
    message: 'a <b> & c',
    requestId: 'R',
  })
})

test.each([
  { text: '', type: json, why: 'is empty' },
  { text: '   ', type: json, why: 'is empty' },
  { text: '<!DOCTYPE html><Code>X</Code>', type: 'text/html', why: 'is a web page, not the API’s' },
  { text: '<html></html>', type: json, why: 'is a web page, not the API’s' },
  { text: '<a></a>', type: json, why: 'is not the API’s' },
  { text: '[]', type: json, why: 'is not the API’s' },
  { text: 'upstream connect error', type: 'text/plain', why: 'is not the API’s' },
  { text: '{"Success":true}', type: 'text/html', why: 'is not the API’s' },
  { text: '{"Success":tr', type: json, why: 'is broken or cut-off JSON' },
  { text: `{"a":${'['.repeat(100_000)}`, type: json, why: 'is broken or cut-off JSON' },
  { text: '{}', type: json, why: 'says neither success nor failure' },
  { text: '{"Success":null}', type: json, why: 'says neither success nor failure' },
  { text: '{"success":null}', type: json, why: 'says neither success nor failure' },
])('calls $text unreadable', ({ text, type, why }) => {
  expect(readReply(text, type)).toEqual({ kind: 'unreadable', why, requestId: null })
})

test('calls a success in XML unreadable', () => {
  expect(readReply(sample('list-jobs.xml'), 'text/xml')).toMatchObject({
    kind: 'unreadable',
    why: 'is XML, not JSON',
  })
})

test('cuts a long request id short without halving a character', () => {
  const { requestId } = readReply(JSON.stringify({ RequestId: `a${'😀'.repeat(99)}` }), json)
  expect(requestId).toBe(`a${'😀'.repeat(49)}\ufffd`)
})

test('keeps the digits of every number', () => {
  const text = '{"a":1984268643261234567,"b":[1e3,-0.5],"c":"1","d":true}'
  expect(parseLossless(text)).toEqual({
    a: '1984268643261234567',
    b: ['1e3', '-0.5'],
    c: '1',
    d: true,
  })
  fc.assert(
    fc.property(fc.bigInt({ min: 0n, max: 10n ** 25n }), (id) => {
      expect(parseLossless(`{"id":${id}}`)).toEqual({ id: String(id) })
    }),
    { numRuns: 1000 },
  )
})

test('brackets in texts are not depth', () => {
  expect(parseLossless(JSON.stringify({ a: '[{'.repeat(100), b: '"[\\' }))).toEqual({
    a: '[{'.repeat(100),
    b: '"[\\',
  })
  expect(() => parseLossless('['.repeat(40) + ']'.repeat(40))).toThrow('nested too deep')
})

test('a large hostile text is judged at once', () => {
  const startedAt = performance.now()
  expect(readReply(`{"a":"${'\\"'.repeat(2_000_000)}`, json).kind).toBe('unreadable')
  expect(readReply(`{"a":"${'x'.repeat(4_000_000)}"}`, json).kind).toBe('unreadable')
  expect(performance.now() - startedAt).toBeLessThan(5000)
}, 30_000)

test('never throws, whatever the text, and no cut of a success is one', () => {
  const whole = sample('list-jobs.json').trim()
  const cuts = Array.from(whole, (_, length) => readReply(whole.slice(0, length), json).kind)
  expect(new Set(cuts)).toEqual(new Set(['unreadable']))
  fc.assert(
    fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.json()), fc.string(), (text, type) => {
      return readReply(text, type).kind.length > 0
    }),
    { numRuns: 1000 },
  )
}, 30_000)

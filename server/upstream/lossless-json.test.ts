import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseLossless, writeLossless } from './lossless-json.ts'

const read = (text: string) => parseLossless(text) as object

test('a text is written as it was read, digits and all', () => {
  const text = '{"a":1984268643261234567,"b":[1e3,-0.50,"7",null],"c":{"d":"1"},"e":true,"":12}'
  expect(writeLossless(read(text))).toBe(text)
})

test('white space, needless escapes and repeated names are all that is lost', () => {
  expect(writeLossless(read(' { "a" : "\\u0041\\/" , "b": 1, "b" : 2 } '))).toBe('{"a":"A/","b":2}')
  expect(writeLossless(read('{"b":1,"b":"2"}'))).toBe('{"b":"2"}')
})

test('any JSON comes back as JavaScript would write it', () => {
  fc.assert(
    fc.property(fc.json({ maxDepth: 5 }), (text) => {
      const part = parseLossless(`[${text}]`) as object
      expect(JSON.parse(writeLossless(part))).toEqual(JSON.parse(`[${text}]`))
    }),
    { numRuns: 2000 },
  )
})

test('a part is written alone', () => {
  const { a } = read('{"a":{"b":10000000000000000001},"c":1}') as { a: object }
  expect(writeLossless(a)).toBe('{"b":10000000000000000001}')
})

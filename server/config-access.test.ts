import { expect, test } from 'vitest'
import { readConfig } from './config.ts'

test.each([
  ['https://tools.example.com', 'https://tools.example.com/'],
  ['https://Tools.Example.com:8443/waybill/', 'https://tools.example.com:8443/waybill'],
  ['https://tools.example.com/a/b', 'https://tools.example.com/a/b'],
  ['http://127.0.0.1:9000', 'http://127.0.0.1:9000/'],
  ['http://[0:0::1]:9000/x', 'http://[::1]:9000/x'],
])('WAYBILL_PUBLIC_URL=%s is %s', (given, url) => {
  const read = readConfig({ WAYBILL_PUBLIC_URL: given })
  expect(read).toMatchObject({ config: { access: { publicUrl: new URL(url) } } })
})

test.each([
  'tools.example.com',
  'http://tools.example.com',
  'ftp://tools.example.com',
  'https://user@tools.example.com',
  'https://tools.example.com/?a=b',
  'https://tools.example.com/#a',
  'https://tools.example.com./',
  'https://tools.example.com//waybill',
  'https://tools.example.com/way%62ill',
])('WAYBILL_PUBLIC_URL=%s is refused by name', (given) => {
  const read = readConfig({ WAYBILL_PUBLIC_URL: given })
  expect(read).toEqual({ faults: [expect.stringMatching(/^WAYBILL_PUBLIC_URL must /)] })
})

import { expect, test } from 'vitest'
import { isOurHost } from './host.ts'

const here = { path: '/api/jobs', localPort: 8080, isFromLoopback: true }
const atHome = { publicUrl: null }

test.each([
  ['127.0.0.1:8080', true],
  ['localhost:8080', true],
  ['LOCALHOST:8080', true],
  ['[::1]:8080', true],
  ['[0:0:0:0:0:0:0:1]:8080', true],
  ['[0000::0001]:8080', true],
  ['127.0.0.1:08080', true],
  ['127.0.0.1', false],
  ['127.0.0.1:80', false],
  ['127.0.0.1:8081', false],
  ['127.0.0.1:', false],
  ['127.0.0.2:8080', false],
  ['127.1:8080', false],
  ['2130706433:8080', false],
  ['0x7f.0.0.1:8080', false],
  ['0177.0.0.1:8080', false],
  ['0.0.0.0:8080', false],
  ['[::ffff:127.0.0.1]:8080', false],
  ['[::]:8080', false],
  ['::1:8080', false],
  ['localhost.:8080', false],
  ['127.0.0.1.:8080', false],
  ['localhost.evil.test:8080', false],
  ['evil.localhost:8080', false],
  ['evil.test:8080', false],
  ['evil.test', false],
  ['me@localhost:8080', false],
  ['evil.test@127.0.0.1:8080', false],
  ['localhost:8080@evil.test', false],
  ['localhost:8080/evil', false],
  ['localhost:8080, evil.test', false],
  ['localhost:8080#', false],
  ['localhost :8080', false],
  ['lоcalhost:8080', false],
  ['localhost:8080\\', false],
  ['', false],
])('on loopback, Host %j: %s', (host, isOurs) => {
  expect(isOurHost({ ...here, hosts: [host] }, atHome)).toBe(isOurs)
})

test('none and two are no host, even if both are ours', () => {
  expect(isOurHost({ ...here, hosts: [] }, atHome)).toBe(false)
  expect(isOurHost({ ...here, hosts: ['localhost:8080', 'localhost:8080'] }, atHome)).toBe(false)
  expect(isOurHost({ ...here, hosts: ['localhost:8080', 'evil.test'] }, atHome)).toBe(false)
})

test('port 80 may be left out, as a browser does', () => {
  expect(isOurHost({ ...here, localPort: 80, hosts: ['localhost'] }, atHome)).toBe(true)
})

test.each([
  ['tools.example.com', true],
  ['Tools.Example.COM', true],
  ['tools.example.com:443', true],
  ['tools.example.com:8080', false],
  ['tools.example.com:80', false],
  ['tools.example.com.', false],
  ['example.com', false],
  ['tools.example.com.evil.test', false],
  ['evil-tools.example.com', false],
  ['localhost:8080', false],
  ['127.0.0.1:8080', false],
])('with a public address, Host %j: %s', (host, isOurs) => {
  const rules = { publicUrl: new URL('https://tools.example.com/waybill') }
  expect(isOurHost({ ...here, hosts: [host] }, rules)).toBe(isOurs)
})

test.each([
  ['/healthz', true, true],
  ['/readyz', true, true],
  ['/metrics', true, true],
  ['/healthz', false, false],
  ['/api/sync', true, false],
  ['/', true, false],
])(
  'with a public address, loopback by its address at %s, from this machine %s: %s',
  (path, isFromLoopback, isOurs) => {
    const rules = { publicUrl: new URL('https://tools.example.com:8443') }
    const facts = { hosts: ['127.0.0.1:8080'], localPort: 8080, path, isFromLoopback }
    expect(isOurHost(facts, rules)).toBe(isOurs)
    expect(isOurHost({ ...facts, hosts: ['tools.example.com:8443'] }, rules)).toBe(true)
    expect(isOurHost({ ...facts, hosts: ['tools.example.com'] }, rules)).toBe(false)
  },
)

test('a public name that has no one form is our host as it is written alone', () => {
  const rules = { publicUrl: new URL('https://way_bill.example.com') }
  const isOurs = (host: string) =>
    isOurHost({ ...here, hosts: [host], isFromLoopback: false }, rules)
  expect(isOurs('way_bill.example.com')).toBe(true)
  expect(isOurs('a_b.evil.test')).toBe(false)
})

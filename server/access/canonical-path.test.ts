import { expect, test } from 'vitest'
import { canonicalPath } from './canonical-path.ts'

test.each([
  ['/', '/'],
  ['/jobs?status=running', '/jobs'],
  ['/jobs?next=//evil%252f', '/jobs'],
  ['/api/jobs/Ubms0100', '/api/jobs/Ubms0100'],
  ['/api/jobs/a%2Bb%3D%3D', '/api/jobs/a%2Bb%3D%3D'],
  ['/api/jobs/a%2Fb/check', '/api/jobs/a%2Fb/check'],
  ['/jobs/a%2Fb', '/jobs/a%2Fb'],
  ['/%61pi/jobs', '/api/jobs'],
  ['/jobs/%E4%BB%BB%E5%8A%A1', '/jobs/任务'],
  ['/jobs/not%20one', '/jobs/not one'],
])('%s means %s', (target, path) => {
  expect(canonicalPath(target)).toBe(path)
})

test.each([
  '',
  '*',
  'jobs',
  'http://evil.test/jobs',
  '//evil.test/jobs',
  '/api//jobs',
  '/api%2Fjobs',
  '/api%2fjobs',
  '/%2Fapi/jobs',
  '/api/jobs/a%2F%2Fb',
  '/assets/%2e%2e/api/jobs',
  '/assets/../api/jobs',
  '/assets/..%2Fapi/jobs',
  '/jobs/..%2F..%2Fapi%2Fjobs',
  '/jobs/%2E',
  '/jobs/.',
  '/./api/jobs',
  '/api\\jobs',
  '/api%5Cjobs',
  '/api/jobs%00',
  '/api/jobs%0a',
  '/api/jobs%7f',
  '/api/%2561',
  '/api/jobs%25',
  '/api/%zz',
  '/api/%c3%28',
  '/api%3Fjobs',
  '/healthz%23',
  '/healthz#x',
  '/api/jobs?connection=one#&connection=two',
  '/assets/a%3Bb',
])('%j could be read in more than one way', (target) => {
  expect(canonicalPath(target)).toBe(null)
})

test('below a sub path, the same holds of what lies there, and of nothing else', () => {
  const read = (target: string) => canonicalPath(target, '/waybill')
  expect(read('/waybill/jobs/a%2Fb%3D')).toBe('/waybill/jobs/a%2Fb%3D')
  expect(read('/waybill/api/jobs/a%2Fb/check')).toBe('/waybill/api/jobs/a%2Fb/check')
  expect(read('/other/jobs/a%2Fb')).toBe(null)
  expect(read('/waybill%2Fjobs')).toBe(null)
})

import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isJobId } from '../../server/jobs/job-filter.ts'
import { jobIdIn } from './job-id-in.ts'

const id = 'UbmsMHmkqv0PiAGx7Tq010001'

test.each([
  id,
  `  ${id}\n`,
  `https://waybill.example.com/jobs/${id}`,
  `https://waybill.example.com/jobs/${id}?status=running`,
  `http://127.0.0.1:8080/jobs?status=running&job=${id}`,
  `https://iot.console.aliyun.com/distribute/detail?jobId=${id}&regionId=cn-shanghai`,
  `https://iot.console.aliyun.com/lk/distribute/job/${id}`,
  `https://iot.console.aliyun.com/#/distribute/detail/${id}?tab=result`,
  `https://iot.console.aliyun.com/#/distribute?JobId=${id}`,
  `"JobId": "${id}",`,
  `level=info jobId=${id} status=1`,
  `JobId：${id}`,
])('finds the id in %s', (text) => {
  expect(jobIdIn(text)).toBe(id)
})

test.each([
  '',
  'frank',
  'a1BwAGV4kPz',
  'iot-cn-6ja8k2p1',
  'cn-shanghai-northwest',
  '1764268643261230208',
  'status:running',
  'Retail Frankfurt',
  'https://iot.console.aliyun.com/product?productKey=a1BwAGV4kPz',
  'https://waybill.example.com/jobs?status=running',
  'https://',
])('finds none in %s', (text) => {
  expect(jobIdIn(text)).toBeNull()
})

const jobId = fc.stringMatching(/^[A-Za-z]{3}[A-Za-z0-9]{15,21}[0-9]{3}$/)
const shells = fc.constantFrom<(id: string) => string>(
  (one) => one,
  (one) => `https://w.example/jobs/${encodeURIComponent(one)}`,
  (one) => `https://w.example/jobs?job=${encodeURIComponent(one)}`,
  (one) => `https://c.example/x#/y?jobId=${encodeURIComponent(one)}`,
)

test('whatever the id and the way it comes, it comes out whole', () => {
  fc.assert(fc.property(jobId, shells, (one, shell) => jobIdIn(shell(one)) === one))
})

test('what comes out of any text is an id that may be asked for', () => {
  const text = fc.oneof(fc.string(), fc.webUrl({ withFragments: true, withQueryParameters: true }))
  fc.assert(
    fc.property(text, (some) => {
      const found = jobIdIn(some)
      return found === null || isJobId(found)
    }),
  )
})

import { expect, test } from 'vitest'
import { defaultSort } from '../../server/jobs/job-filter.ts'
import { exportLink } from './export-link.ts'

const search = {
  filter: { status: ['completed'], q: '苏州 & co', createdFrom: '-P7D' },
  sort: { by: 'deviceCount', descending: false } as const,
}
const usual = { search, jobIds: null, format: 'csv', hasWholeAccounts: false } as const
const paramsOf = (link: string | null) => [
  ...new URL(link ?? '', 'http://waybill.test').searchParams,
]

test('asks for the file of the same filters and sort', () => {
  expect(exportLink(usual)).toMatch(/^\/api\/export\?/)
  expect(paramsOf(exportLink(usual))).toEqual([
    ['status', 'completed'],
    ['q', '苏州 & co'],
    ['createdFrom', '-P7D'],
    ['sort', 'deviceCount'],
    ['format', 'csv'],
  ])
})

test('whole account ids are asked for by name', () => {
  const link = exportLink({ ...usual, format: 'ndjson', hasWholeAccounts: true })
  expect(paramsOf(link).slice(-2)).toEqual([
    ['format', 'ndjson'],
    ['accounts', 'full'],
  ])
})

test('selected jobs are asked for by their ids alone, whether they are listed or not', () => {
  const link = exportLink({
    ...usual,
    search: { ...search, sort: defaultSort },
    jobIds: ['one', 'two'],
  })
  expect(paramsOf(link)).toEqual([
    ['jobId', 'one'],
    ['jobId', 'two'],
    ['missing', 'shown'],
    ['format', 'csv'],
  ])
})

test('there is no link for more jobs than it can name', () => {
  const jobIds = Array.from({ length: 1000 }, (_, n) => `UbmsMHmkqv0PiAGx7Tq${n}`)
  expect(exportLink({ ...usual, jobIds })).toBe(null)
  expect(exportLink({ ...usual, jobIds: jobIds.slice(0, 200) })).not.toBe(null)
})

test('of several connections the chosen jobs are those of the connections that they were chosen from', () => {
  const link = exportLink({
    search: { filter: {}, sort: { by: 'createdAt', descending: true } },
    jobIds: ['one', 'two'],
    connections: ['east'],
    format: 'csv',
    hasWholeAccounts: false,
  })
  expect(link).toMatch(/connection=east/)
  expect(link).toMatch(/jobId=one&jobId=two/)
})

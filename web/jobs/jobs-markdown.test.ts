import fc from 'fast-check'
import { expect, test } from 'vitest'
import { en } from '../i18n/en.ts'
import { formatsOf } from '../i18n/formats.ts'
import { aJob, aTarget } from '../testing/a-job.ts'
import { escapeMarkdown, jobsMarkdown } from './jobs-markdown.ts'
import { columnIds } from './list-view.ts'

const options = {
  columns: ['jobId', 'status', 'deviceCount', 'targets'] as const,
  messages: en,
  formats: formatsOf('en', 'Asia/Shanghai'),
  origin: 'https://waybill.example',
  listText: 'status=running',
  nowMs: Date.parse('2026-11-24T02:02:05Z'),
  hasMany: false,
}

test('the shown columns in their order, the moment and a link to these very jobs below', () => {
  const jobs = [
    aJob({ jobId: 'first', targets: [aTarget(), aTarget({ id: 'iot-2', name: '', region: '' })] }),
    aJob({ jobId: 'second', status: 'completed', deviceCount: null, targets: [] }),
  ]
  expect(jobsMarkdown({ ...options, jobs })).toBe(
    [
      '| Job ID | Status | Devices | Targets |',
      '| --- | --- | ---: | --- |',
      '| [first](https://waybill.example/jobs/first) | Running | 4,800 | Retail Frankfurt (eu-central-1, iot-cn-3ne6v4b9), iot-2 |',
      '| [second](https://waybill.example/jobs/second) | Completed | — | — |',
      '',
      '2 distribution jobs, as of Nov 24, 2026, 10:02:05 UTC+8 · [Open in Waybill](https://waybill.example/jobs?jobId=first&jobId=second)',
      '',
    ].join('\n'),
  )
})

test('many jobs are linked by the list that they come from', () => {
  const jobs = Array.from({ length: 21 }, (_, at) => aJob({ jobId: `job${at}` }))
  expect(jobsMarkdown({ ...options, jobs })).toContain(
    '(https://waybill.example/jobs?status=running)',
  )
  expect(jobsMarkdown({ ...options, jobs, listText: '' })).toContain(
    '(https://waybill.example/jobs)',
  )
})

test('whatever a name holds, each job is one line of as many cells as columns', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.string(), (name, productKey) => {
      const jobs = [aJob({ productKey, source: { id: 'iot-1', name, region: name } })]
      const lines = jobsMarkdown({ ...options, columns: columnIds, jobs }).split('\n')
      expect(lines).toHaveLength(6)
      const cells = (lines[2] ?? '').replace(/\\[\s\S]/gu, '').split('|')
      expect(cells).toHaveLength(columnIds.length + 2)
    }),
  )
})

test('accounts are masked, and nothing in a name is markup', () => {
  const text = jobsMarkdown({ ...options, columns: columnIds, jobs: [aJob()] })
  expect(text).not.toContain('1764268643261230208')
  expect(escapeMarkdown('a|b <img> [x](y) `c`\nd')).toBe('a\\|b \\<img\\> \\[x\\](y) \\`c\\` d')
})

test('of several connections a job is named with its own', () => {
  const columns = ['jobId', 'connection'] as const
  const jobs = [aJob({ jobId: 'first', connection: 'east & 西' })]
  const text = jobsMarkdown({ ...options, columns, jobs, hasMany: true })
  expect(text).toContain('/jobs/first?jobConnection=')
  expect(text).toContain('| east \\& 西 |')
  expect(jobsMarkdown({ ...options, columns: ['jobId'], jobs })).not.toContain('jobConnection')
})

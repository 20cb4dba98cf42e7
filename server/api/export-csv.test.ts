import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Instance, MirroredJob } from '../jobs/job.ts'
import { aJob } from '../testing/a-job.ts'
import { csv } from './export-csv.ts'
import type { ExportScope } from './export-scope.ts'

const scope: ExportScope = {
  asOf: '2026-11-24T02:00:00.000Z',
  exportedAt: '2026-11-24T02:00:01.000Z',
  filter: {},
  sort: '-createdAt',
  jobCount: 1,
  coverage: 'whole',
  accounts: 'full',
}

const seen = {
  connection: 'here',
  firstSeenAt: '2026-11-24T02:00:05.000Z',
  confirmedAt: '2026-11-24T02:10:00.000Z',
  statusSince: { after: null, before: '2026-11-24T02:00:05.000Z' },
  missingSince: null,
}

/** Texts as spreadsheets and parsers fear them. */
const text = fc.oneof(
  fc.string({ unit: 'grapheme' }),
  fc
    .tuple(fc.constantFrom(...'=+-@\t\r\n＝＋－＠"\',; '), fc.string())
    .map(([first, rest]) => first + rest),
  fc.constantFrom('=HYPERLINK("http://x";"y")', '-1+1', '@SUM(A1)', '苏州试产线', '"', ',', '\r\n'),
)
const instance: fc.Arbitrary<Instance> = fc.record({ id: text, name: text, region: text })
const job: fc.Arbitrary<MirroredJob> = fc
  .record({
    jobId: text,
    productKey: text,
    source: instance,
    sourceUid: text,
    targets: fc.array(instance, { maxLength: 4 }),
    targetUid: text,
    deviceCount: fc.option(fc.integer({ min: -5 }), { nil: null }),
    connection: text,
  })
  .map((parts) => ({ ...aJob(), ...seen, ...parts }))

test('any job is one record of a well-formed file, and no cell of it is a formula', () => {
  fc.assert(
    fc.property(fc.array(job, { maxLength: 4 }), (jobs) => {
      const file = csv.head() + jobs.map((one) => csv.row(one, scope)).join('') + csv.end()
      expect(file[0]).toBe('\uFEFF')
      const [names = [], ...records] = parse(file.slice(1))
      expect(records).toHaveLength(jobs.length)
      for (const [index, cells] of records.entries()) {
        expect(cells).toHaveLength(names.length)
        const row = Object.fromEntries(names.map((name, at) => [name, cells[at] ?? '']))
        const { deviceCount, ...texts } = row
        for (const cell of Object.values(texts)) expect(cell).not.toMatch(/^[=+\-@\t\r\n＝＋－＠]/)
        expect(deviceCount).toBe(String(jobs[index]?.deviceCount ?? ''))
        const { jobId = '', source } = jobs[index] ?? {}
        expect([jobId, `'${jobId}`]).toContain(row['jobId'])
        expect([source?.name, `'${source?.name}`]).toContain(row['sourceInstanceName'])
      }
    }),
    { numRuns: 500 },
  )
})

test('the columns, and a job with two targets in them', () => {
  const targets = [
    { id: 'iot-1', name: 'Retail, Frankfurt', region: 'eu-central-1' },
    { id: 'iot-2', name: '=cmd', region: '' },
  ]
  expect(parse(csv.head().slice(1) + csv.row({ ...aJob({ targets }), ...seen }, scope))).toEqual([
    [
      ...['jobId', 'productKey', 'status', 'strategy'],
      ...['sourceInstanceId', 'sourceInstanceName', 'sourceRegion', 'sourceUid'],
      ...['targets', 'targetInstanceIds', 'targetInstanceNames', 'targetRegions', 'targetUid'],
      ...['deviceCount', 'createdAt', 'statusSinceAfter', 'statusSinceBefore'],
      ...['firstSeenAt', 'confirmedAt', 'missingSince', 'connection', 'asOf'],
    ],
    [
      ...['UbmsMHmkqv0PiAGx7Tq010001', 'a1BwAGV4kPz', 'running', 'specified-region'],
      ...['iot-cn-6ja8k2p1', 'Factory Shanghai', 'cn-shanghai', '1984268643261234567'],
      ...['iot-1 (eu-central-1); iot-2 ()', 'iot-1; iot-2', "Retail, Frankfurt; '=cmd"],
      ...['eu-central-1; ', '1984268643261234567'],
      ...['4800', '2026-11-24T02:00:00.000Z', '', '2026-11-24T02:00:05.000Z'],
      ...['2026-11-24T02:00:05.000Z', '2026-11-24T02:10:00.000Z', '', 'here'],
      '2026-11-24T02:00:00.000Z',
    ],
  ])
})

/** RFC 4180 to the letter: a record ends in CRLF, a quote is doubled and only within quotes. */
function parse(file: string): string[][] {
  const records: string[][] = []
  let cells: string[] = []
  const cell = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/y
  while (cell.lastIndex < file.length) {
    const from = cell.lastIndex
    const found = cell.exec(file)
    if (!found) throw new Error(`not CSV from ${JSON.stringify(file.slice(from, from + 80))}`)
    cells.push(found[1]?.replaceAll('""', '"') ?? found[2] ?? '')
    if (found[3] === ',') continue
    records.push(cells)
    cells = []
  }
  return records
}

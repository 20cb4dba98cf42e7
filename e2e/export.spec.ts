import { readdirSync, readlinkSync } from 'node:fs'
import { get } from 'node:http'
import { expect, test } from '@playwright/test'
import { emulatedWorld } from './emulated-world.ts'
import { tell } from './proof.ts'
import {
  aFolder,
  type Running,
  type RunningEmulator,
  removeFolder,
  startEmulator,
  startMain,
} from './servers.ts'

type Listed = { jobId: string; sourceUid: string; targetUid: string; confirmedAt?: string }
type ListReply = { jobs: Listed[]; nextToken: string | null; jobCount: number }

const hostile = { id: 'iot-hostile', name: '=HYPERLINK("http://evil.test","苏州")', region: '' }
const uid = '19842686432612345678'
const folder = aFolder()
let emulator: RunningEmulator
let main: Running

test.beforeAll(async () => {
  emulator = await startEmulator('--frozen', '--jobs', '1240', '--latency', '20')
  const world = emulatedWorld(emulator.control)
  const createdAt = Date.now() - 60_000
  await world.create({ source: hostile, targets: [hostile], status: 3, createdAt, targetUid: uid })
  main = await startMain(emulator, folder)
  const isWhole = async () =>
    (
      (await (await fetch(`${main.url}/api/sync`)).json()) as {
        connections: [{ lastSweep: unknown }]
      }
    ).connections[0].lastSweep !== null
  await expect.poll(isWhole, { timeout: 60_000 }).toBe(true)
})

test.afterAll(async () => {
  await Promise.all([main?.stop(), emulator?.stop()])
  removeFolder(folder)
})

/** Every page of the list, as a script would walk it. */
async function walk(filter: string): Promise<Listed[]> {
  const jobs: Listed[] = []
  for (let nextToken = ''; ; ) {
    const token = nextToken && `&nextToken=${nextToken}`
    const reply = await fetch(`${main.url}/api/jobs?${filter}&pageSize=100${token}`)
    const page = (await reply.json()) as ListReply
    jobs.push(...page.jobs)
    if (page.nextToken === null) return jobs
    nextToken = page.nextToken
  }
}

const exported = (query: string) => fetch(`${main.url}/api/export?${query}`)

/** Looks go on while the test runs: a confirmation of the same is no difference. */
function steady(jobs: readonly Listed[]) {
  return jobs.map(({ confirmedAt: _, ...job }) => job)
}

for (const filter of [
  '',
  'status=completed&status=interrupted&sort=deviceCount',
  'q=iot-hostile',
]) {
  test(`the files of "${filter}" hold what the walk over its list holds, in its order`, async () => {
    const jobs = await walk(filter)
    const ndjson = await exported(`format=ndjson&accounts=full&${filter}`)
    const lines = (await ndjson.text())
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line))
    const rows = lines.slice(1, -1).map(({ asOf: _, ...job }) => job)
    expect(lines[0].export).toMatchObject({ jobCount: jobs.length, coverage: 'whole' })
    expect(lines.at(-1)).toEqual({ end: { jobs: jobs.length, complete: true } })
    expect(steady(rows)).toEqual(steady(jobs))

    const csv = await exported(`format=csv&${filter}`)
    const [head, ...records] = (await csv.text()).split('\r\n')
    expect(head).toMatch(/^jobId,/)
    expect(records.pop()).toBe('')
    expect(records.map((record) => record.slice(0, record.indexOf(',')))).toEqual(
      jobs.map(({ jobId }) => jobId),
    )
    expect(csv.headers.get('x-waybill-job-count')).toBe(String(jobs.length))
    expect(csv.headers.get('content-disposition')).toMatch(
      /^attachment; filename="waybill-jobs-[\dT-]+Z\.csv"$/,
    )
  })
}

test('no account id is whole in a file unless asked for, and no name runs as a formula', async () => {
  const uids = new Set((await walk('')).flatMap((job) => [job.sourceUid, job.targetUid]))
  expect(uids).toContain(uid)
  for (const format of ['csv', 'ndjson']) {
    const bytes = Buffer.from(await (await exported(`format=${format}`)).arrayBuffer())
    const text = bytes.toString()
    for (const one of uids) expect(text).not.toContain(one)
    expect(text).toContain('198***678')
    // A completed job ran to its end; whether its devices arrived no file of ours can tell.
    expect(text).toMatch(/completed/)
    expect(text).not.toMatch(/succe|成功/i)
    expect(bytes.subarray(0, 3).equals(Buffer.from([0xef, 0xbb, 0xbf]))).toBe(format === 'csv')
  }
  const csv = await (await exported('format=csv&q=iot-hostile')).text()
  expect(csv).toContain(`,"'=HYPERLINK(""http://evil.test"",""苏州"")",`)
  expect(csv).not.toMatch(/(^|,"?)[=+@-]/m)
})

test('clients that go away in the middle leave no work behind', async () => {
  const before = openSockets()
  for (let client = 0; client < 40; client += 1) await readAndLeave()
  await expect.poll(openSockets).toBeLessThanOrEqual(before)
  const startMs = performance.now()
  expect((await walk('q=iot-hostile')).length).toBe(1)
  tell(
    `40 clients gone in the middle; the next list after ${Math.round(performance.now() - startMs)} ms`,
  )
  expect(main.isRunning()).toBe(true)
  expect(main.output()).not.toContain('request failed')
})

function openSockets(): number {
  const files = `/proc/${main.pid}/fd`
  const isSocket = (name: string) => {
    try {
      return readlinkSync(`${files}/${name}`).startsWith('socket:')
    } catch {
      return false
    }
  }
  return readdirSync(files).filter(isSocket).length
}

/** Takes the first bytes of a file and breaks the line. */
function readAndLeave(): Promise<void> {
  return new Promise((resolve, reject) => {
    const request = get(`${main.url}/api/export?format=ndjson`, { agent: false }, (reply) => {
      reply.once('data', () => request.destroy())
      reply.on('error', () => {})
      reply.on('close', resolve)
    })
    request.on('error', reject)
  })
}

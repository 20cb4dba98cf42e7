import { afterAll, beforeAll, expect, test } from 'vitest'
import { createEmulator } from './emulator.ts'
import type { Listening } from './listen.ts'

const bornAt = Date.parse('2026-03-04T05:06:07Z')
const emulator = createEmulator({ jobs: 20, frozen: true, bornAt, now: () => bornAt + 60_000 })
const { world } = emulator
let control: Listening

beforeAll(async () => {
  control = await emulator.control.listen()
})
afterAll(() => control.close())

async function ask(method: string, path: string, body?: unknown) {
  const text = typeof body === 'string' ? body : JSON.stringify(body)
  const answer = await fetch(control.url + path, {
    method,
    ...(body !== undefined && { body: text }),
  })
  return { status: answer.status, json: await answer.json() }
}

test('makes a job of nothing, or with what it is told', async () => {
  const made = await ask('POST', '/world/jobs')
  expect(made).toMatchObject({ status: 201, json: { status: 0, createdAt: bornAt + 60_000 } })
  expect(world.find(made.json.jobId)).toEqual(made.json)
  const whole = {
    ...made.json,
    jobId: 'mine',
    status: 3,
    createdAt: 5,
    deviceCount: 0,
    targets: [],
  }
  expect(await ask('POST', '/world/jobs', whole)).toEqual({ status: 201, json: whole })
  expect(world.all().at(-1)).toEqual(whole)
})

test('lists all jobs newest first, or those of one status', async () => {
  const { status, json } = await ask('GET', '/world/jobs')
  expect(status).toBe(200)
  expect(json).toEqual(
    world.all().map(({ jobId, status, createdAt }) => ({ jobId, status, createdAt })),
  )
  const running = await ask('GET', '/world/jobs?status=1')
  expect(running.json.length).toBeGreaterThan(0)
  expect(running.json).toEqual(json.filter((job: { status: number }) => job.status === 1))
  expect((await ask('GET', '/world/jobs?status=running')).status).toBe(400)
})

test('sets any status and answers the job', async () => {
  const { jobId } = world.create({ status: 2 })
  for (const status of [1, 0, 3, 7]) {
    const answer = await ask('PATCH', `/world/jobs/${jobId}`, { status })
    expect(answer).toMatchObject({ status: 200, json: { jobId, status } })
    expect(world.find(jobId)?.status).toBe(status)
  }
})

test('deletes a job, and lets one with the same id come back', async () => {
  const [job] = world.all()
  const path = `/world/jobs/${job?.jobId}`
  expect(await ask('DELETE', path)).toMatchObject({ status: 200, json: { jobId: job?.jobId } })
  expect(world.all().map(({ jobId }) => jobId)).not.toContain(job?.jobId)
  expect((await ask('DELETE', path)).status).toBe(404)
  expect((await ask('PATCH', path, { status: 1 })).status).toBe(404)
  expect((await ask('POST', '/world/jobs', job)).status).toBe(201)
  expect(world.all()[0]).toEqual(job)
  expect((await ask('POST', '/world/jobs', job)).status).toBe(409)
})

test.each([
  ['{', 'JSON'],
  [[], 'object'],
  [{ colour: 'red' }, 'colour'],
  [{ jobId: '' }, 'jobId'],
  [{ status: 1.5 }, 'status'],
  [{ status: 256 }, 'status'],
  [{ createdAt: '2026-01-01' }, 'createdAt'],
  [{ source: { id: 'a', name: 'b' } }, 'source'],
  [{ targets: [{ id: 'a', name: 'b', region: 'c', more: 'd' }] }, 'targets'],
  [{ toString: 'x' }, 'toString'],
])('refuses to make %j and names %s', async (body, named) => {
  const before = world.count()
  const { status, json } = await ask('POST', '/world/jobs', body)
  expect(status).toBe(400)
  expect(json.error).toContain(named)
  expect(world.count()).toBe(before)
})

test.each([
  ['', 'JSON'],
  [{}, 'status'],
  [{ status: '1' }, 'status'],
  [{ status: 1, jobId: 'x' }, 'jobId'],
])('refuses the change %j and names %s', async (body, named) => {
  const [job] = world.all()
  const { status, json } = await ask('PATCH', `/world/jobs/${job?.jobId}`, body)
  expect(status).toBe(400)
  expect(json.error).toContain(named)
  expect(world.all()[0]).toEqual(job)
})

test('knows no other control below the world', async () => {
  for (const [method, path] of [
    ['PUT', '/world/jobs'],
    ['GET', '/world/jobs/x'],
    ['DELETE', '/world/jobs/%ff'],
    ['DELETE', '/world'],
  ] as const) {
    expect((await ask(method, path)).status, `${method} ${path}`).toBe(404)
  }
})

import { request } from 'node:http'
import { connect, type Socket } from 'node:net'
import { expect, test } from '@playwright/test'
import { tell } from './proof.ts'
import {
  aFolder,
  type Running,
  type RunningEmulator,
  removeFolder,
  setFaults,
  startEmulator,
  startMain,
} from './servers.ts'

const streams = 1000
const folder = aFolder()
let emulator: RunningEmulator
let main: Running

test.beforeAll(async () => {
  emulator = await startEmulator('--frozen', '--jobs', '2000')
})

test.beforeEach(async () => {
  main = await startMain(emulator, folder)
  const whole = async () => {
    const reply = await fetch(`${main.url}/api/jobs?pageSize=1`)
    return ((await reply.json()) as { jobCount: number }).jobCount
  }
  await expect.poll(whole, { timeout: 30_000 }).toBe(2000)
})

test.afterEach(async () => {
  await setFaults(emulator.control, [])
  await main.kill()
})

test.afterAll(async () => {
  await emulator?.stop()
  removeFolder(folder)
})

/** An event stream on a plain socket, once it has begun; `end`: all that came, when it is over. */
function openStream(): Promise<{ end: Promise<string> }> {
  const { hostname, port } = new URL(main.url)
  return new Promise((resolve, reject) => {
    let text = ''
    const socket: Socket = connect(Number(port), hostname)
    const end = new Promise<string>((over) => socket.on('close', () => over(text)))
    // Nothing to a stream that has begun.
    void end.then(() => reject(new Error(`no stream: ${text}`)))
    socket.on('error', reject)
    socket.on('data', (chunk) => {
      text += chunk.toString('latin1')
      if (text.includes('event: ready')) resolve({ end })
    })
    socket.write(`GET /api/events HTTP/1.1\r\nHost: ${hostname}:${port}\r\n\r\n`)
  })
}

/**
 * A reply, its body read to the end; rejects if the line is cut before. `onBegun`: its head is here,
 * so that the server has begun.
 */
function ask(
  method: string,
  path: string,
  onBegun = () => {},
): Promise<{ status: number; text: string }> {
  return new Promise((resolve, reject) => {
    const headers = { 'x-waybill': '1', 'content-type': 'application/json' }
    const asked = request(main.url + path, { method, headers, agent: false }, (reply) => {
      onBegun()
      reply
        .toArray()
        .then((chunks) => resolve({ status: reply.statusCode ?? 0, text: chunks.join('') }), reject)
    })
    asked.on('error', reject)
    asked.end()
  })
}

/** Resolves once the request has reached the server, which answers it later. */
const onItsWay = () => new Promise((resolve) => setTimeout(resolve, 300))

test(`stops within 5 s under ${streams} streams: each is told when to come back, no reply is cut`, async () => {
  test.setTimeout(60_000)
  const open: { end: Promise<string> }[] = []
  for (let count = 0; count < streams; count += 100) {
    open.push(...(await Promise.all(Array.from({ length: 100 }, openStream))))
  }
  const [job] = (
    (await (await fetch(`${main.url}/api/jobs?pageSize=1`)).json()) as {
      jobs: { jobId: string }[]
    }
  ).jobs
  // The upstream takes two seconds for what is asked of it now.
  await setFaults(emulator.control, [{ kind: 'latency', ms: 2000, jitterMs: 0 }])
  const checked = ask('POST', `/api/jobs/${job?.jobId}/check`)
  await onItsWay()
  const exports = Array.from({ length: 20 }, () => {
    const { promise: begun, resolve } = Promise.withResolvers<void>()
    return { begun, whole: ask('GET', '/api/export?format=ndjson', resolve) }
  })
  const replies = [checked, ...exports.map(({ whole }) => whole)]
  // What is cut before it began was never promised an answer; the check stands before them.
  await Promise.race([Promise.all(replies), Promise.all(exports.map(({ begun }) => begun))])
  const startedMs = performance.now()
  await main.stop()
  const tookMs = Math.round(performance.now() - startedMs)
  const [check, ...files] = await Promise.all(replies)
  expect(check?.status).toBe(200)
  for (const { text } of files) expect(text).toMatch(/\{"end":\{"jobs":2000,"complete":true\}\}\n$/)
  const ends = await Promise.all(open.map(({ end }) => end))
  const waits = ends.map((text) => Number(/\nretry: (\d+)\n\n$/.exec(text)?.[1]))
  expect(waits.every((ms) => ms >= 1000 && ms <= 5000)).toBe(true)
  tell(
    `${streams} streams: stopped after ${tookMs} ms; back within ${Math.min(...waits)} to ${Math.max(...waits)} ms`,
  )
  expect(new Set(waits).size).toBeGreaterThan(streams / 4)
  expect(tookMs).toBeLessThan(5000)
})

test('what waits for an upstream that does not answer is told so, and the stop is in time', async () => {
  await setFaults(emulator.control, [{ kind: 'hang', seconds: 30 }])
  const asked = ask('POST', '/api/jobs/UbmsNobodyKnowsThisJob010001/check')
  await onItsWay()
  const startedMs = performance.now()
  await main.stop()
  expect(performance.now() - startedMs).toBeLessThan(5000)
  const { status, text } = await asked
  expect([status, JSON.parse(text).error.code]).toEqual([502, 'unreachable'])
})

test('a second signal ends it at once', async () => {
  await setFaults(emulator.control, [{ kind: 'hang', seconds: 30 }])
  const asked = ask('POST', '/api/jobs/UbmsNobodyKnowsThisJob010001/check').catch(() => null)
  await onItsWay()
  const startedMs = performance.now()
  const stopped = main.stop()
  await onItsWay()
  expect(main.isRunning()).toBe(true)
  process.kill(main.pid, 'SIGINT')
  await stopped
  expect(performance.now() - startedMs).toBeLessThan(1500)
  await asked
})

import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { join } from 'node:path'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { setTimeout as sleep } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { serve } from '@hono/node-server'
import { createApp } from '../server/api/app.ts'
import { createEventStream } from '../server/api/event-stream.ts'
import { createSystemClock } from '../server/clock.ts'
import { createSqliteStore } from '../server/store/sqlite-store.ts'
import type { ConnectionSync } from '../server/sync/sync-status.ts'
import { aJob } from '../server/testing/a-job.ts'
import { anAccess } from '../server/testing/an-access.ts'
import { aSync } from '../server/testing/fake-sync.ts'
import { idleQuota } from '../server/testing/idle-quota.ts'
import {
  type ClientFigures,
  type CrowdFigures,
  type ServerFigures,
  slowestMs,
  sumUp,
} from './crowd-figures.ts'
import { answer, ask, hear } from './processes.ts'
import { aFolder, memoryFlags, removeFolder } from './servers.ts'

/*
 * Measures the event stream under a crowd, and says what it found as one line of JSON
 * (`CrowdFigures`); `crowd.spec.ts` holds it against what is promised. By hand:
 *   npx node e2e/event-crowd.ts --clients 10000 --seconds 30 --stalled 100
 * First everybody listens to one event a second. Then all but `--readers` leave and the largest
 * events there are come `--rate` times a second, until those who never read are cut. (The system
 * takes megabytes for each of them before any of it counts as unsent.)
 */
const { values: options } = parseArgs({
  options: {
    role: { type: 'string', default: 'all' },
    folder: { type: 'string', default: '' },
    clients: { type: 'string', default: '10000' },
    seconds: { type: 'string', default: '30' },
    stalled: { type: 'string', default: '100' },
    readers: { type: 'string', default: '400' },
    rate: { type: 'string', default: '5' },
    processes: { type: 'string', default: '2' },
  },
})

type Emit = { events: number; everyMs: number; jobs: number; untilCut: number }
/** The real HTTP of the product over a mirror on the disk, so that its jobs are not counted as memory. */
async function runServer(folder: string) {
  const clock = createSystemClock()
  const store = createSqliteStore({
    folder,
    now: clock.wallMs,
    connections: ['crowd'],
    report: () => {},
    onBroken: () => {},
  })
  const sync = aSync({ statuses: () => [aStatus(clock.wallMs())] })
  const parts = { store, sync, logError: console.error }
  const events = createEventStream({ ...parts, clock, random: Math.random })
  const app = createApp({
    ...parts,
    events,
    access: anAccess(),
    now: clock.wallMs,
    pagesFolder: '.',
  })
  const server = serve({ fetch: app.fetch, hostname: '127.0.0.1', port: 0 })
  await once(server, 'listening')

  async function emit({ events: most, everyMs, jobs, untilCut }: Emit): Promise<ServerFigures> {
    const lag = monitorEventLoopDelay({ resolution: 5 })
    lag.enable()
    const cutBefore = events.cutCount()
    const cpuBefore = process.cpuUsage()
    const startedAt = clock.monotonicMs()
    let rssMb = 0
    let sent = 0
    let nextAt = clock.monotonicMs()
    while (sent < most && (untilCut === 0 || events.cutCount() - cutBefore < untilCut)) {
      const nowMs = clock.wallMs()
      const batch = Array.from({ length: jobs }, (_, index) =>
        aJob({ jobId: `${'x'.repeat(80)}.${sent}.${index}.${nowMs}` }),
      )
      const page = { connection: 'crowd', sentAtMs: nowMs, receivedAtMs: nowMs, jobs: batch }
      await store.applyPage(page)
      sent += 1
      nextAt += everyMs
      await sleep(Math.max(0, nextAt - clock.monotonicMs()))
      rssMb = Math.max(rssMb, process.memoryUsage.rss() / 2 ** 20)
    }
    lag.disable()
    const { user, system } = process.cpuUsage(cpuBefore)
    return {
      sent,
      rssMb,
      cpuShare: (user + system) / 1000 / (clock.monotonicMs() - startedAt),
      lagMs: lag.max / 1e6,
      cut: events.cutCount() - cutBefore,
      clients: events.clientCount(),
    }
  }

  const address = server.address()
  answer((message: Emit) => emit(message))
  process.send?.({ port: typeof address === 'object' ? address?.port : null })
}

function aStatus(nowMs: number): ConnectionSync {
  return {
    connection: 'crowd',
    region: 'cn-shanghai',
    endpoint: 'https://iot.cn-shanghai.aliyuncs.com',
    iotInstanceId: null,
    state: 'live',
    asOf: new Date(nowMs).toISOString(),
    jobsKnown: 0,
    sweep: null,
    lastSweep: null,
    nextSweepAt: null,
    quota: { ...idleQuota, calls: nowMs % 100_000 },
    problem: null,
  }
}

type Join = { join: number; port: number; reads: boolean }
type Ask = Join | { leaveBut: number } | { figures: true }

/** Many clients on plain sockets. */
function runClients() {
  const sockets: Socket[] = []
  let received = 0
  let ended = 0
  let latencies: number[] = []

  function listen(port: number, reads: boolean): Promise<void> {
    return new Promise((resolve, reject) => {
      let rest = ''
      const socket = connect({
        port,
        host: '127.0.0.1',
        onread: {
          buffer: shared,
          callback(length, buffer) {
            const text = rest + Buffer.from(buffer.buffer, 0, length).toString('latin1')
            const end = text.lastIndexOf('\n\n')
            rest = text.slice(end + 1)
            if (text.includes('event: ready')) resolve()
            read(text.slice(0, end + 1))
            return reads
          },
        },
      })
      socket.on('error', reject)
      socket.on('close', () => {
        ended += 1
      })
      socket.write(`GET /api/events HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\n\r\n`)
      sockets.push(socket)
    })
  }

  function read(frames: string) {
    const nowMs = Date.now()
    for (const [, sentAt] of frames.matchAll(/event: jobs\ndata: .*?\.(\d{13})"/g)) {
      received += 1
      latencies.push(Math.min(slowestMs, nowMs - Number(sentAt)))
    }
  }

  answer(async (ask: Ask) => {
    if ('join' in ask) {
      for (let count = 0; count < ask.join; count += 100) {
        const batch = Array.from({ length: Math.min(100, ask.join - count) })
        await Promise.all(batch.map(() => listen(ask.port, ask.reads)))
      }
    } else if ('leaveBut' in ask) {
      for (const socket of sockets.splice(ask.leaveBut)) socket.destroy()
      await sleep(1000)
      ended = 0
    }
    const figures: ClientFigures = { received, ended, latencies }
    received = 0
    latencies = []
    return figures
  })
}

const shared = Buffer.alloc(256 * 1024)

function start(...args: ['server', '--folder', string] | ['clients']): ChildProcess {
  return fork(join(import.meta.dirname, 'event-crowd.ts'), ['--role', ...args], {
    execArgv: memoryFlags,
  })
}

async function runAll(): Promise<CrowdFigures> {
  const folder = aFolder()
  const server = start('server', '--folder', folder)
  const { port } = await hear<{ port: number }>(server)
  const crowds = Array.from({ length: Number(options.processes) }, () => start('clients'))
  const stalled = start('clients')
  const askAll = (message: object) =>
    Promise.all(crowds.map((crowd) => ask<ClientFigures>(crowd, message)))

  const each = Math.ceil(Number(options.clients) / crowds.length)
  await askAll({ join: each, port, reads: true })
  await ask(stalled, { join: Number(options.stalled), port, reads: false })

  const calm = { events: Number(options.seconds), everyMs: 1000, jobs: 5, untilCut: 0 }
  const calmServer = await ask<ServerFigures>(server, calm)
  await sleep(1000)
  const calmFigures = sumUp(calmServer, await askAll({ figures: true }), each * crowds.length)

  const readers = Math.ceil(Number(options.readers) / crowds.length)
  await askAll({ leaveBut: readers })
  const everyMs = 1000 / Number(options.rate)
  const storm = { events: 1000, everyMs, jobs: 200, untilCut: Number(options.stalled) }
  const stormServer = await ask<ServerFigures>(server, storm)
  await sleep(1000)
  const stormFigures = sumUp(stormServer, await askAll({ figures: true }), readers * crowds.length)
  for (const child of [server, stalled, ...crowds]) child.kill()
  await once(server, 'exit')
  removeFolder(folder)
  return { calm: calmFigures, storm: stormFigures }
}

if (options.role === 'server') await runServer(options.folder)
else if (options.role === 'clients') runClients()
else process.stdout.write(`${JSON.stringify(await runAll())}\n`)

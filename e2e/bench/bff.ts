import { join } from 'node:path'
import { removeFolder } from '../servers.ts'
import type { BareReply } from './bare-server.ts'
import { type Ask, findAsks } from './bff-asks.ts'
import type { BffAsk } from './bff-server.ts'
import { type Child, startChild } from './child.ts'
import { driveHard, driveOneByOne, driveSteadily, type Takes } from './drive.ts'
import { type Figure, spread } from './figures.ts'
import { prepareMirror } from './full-mirror.ts'
import type { Part } from './part.ts'
import type { ProberAsk } from './prober.ts'

export type BffOptions = {
  readonly jobs: number
  /** Of each steady run; there are as many of the product as of the bare server, in turns. */
  readonly seconds: number
  readonly turns: number
  /** Of each question that is asked anew, in each turn. */
  readonly times: number
  /** Only those of this name; all unless given. */
  readonly only?: readonly string[]
  /** Milliseconds that each request takes longer. */
  readonly spoiltByMs?: number
  readonly say: (line: string) => void
}

type Servers = {
  readonly ours: { readonly url: string; readonly child: Child }
  readonly bare: { readonly url: string; readonly child: Child }
  readonly prober: Child
}

/** Both servers over a mirror of so many jobs, and a walk that writes all the time. */
async function withServers<T>(
  { jobs, spoiltByMs = 0, say }: BffOptions,
  work: (servers: Servers) => Promise<T>,
): Promise<T> {
  const { folder } = await prepareMirror(jobs, say)
  const args = [join(folder, 'data'), String(spoiltByMs)]
  const ours = await startChild<{ url: string }>('bff-server.ts', ...args)
  const bare = await startChild<{ url: string }>('bare-server.ts')
  const prober = await startChild('prober.ts')
  try {
    await tell(ours.child, { what: 'sweep' })
    return await work({
      ours: { url: ours.ready.url, child: ours.child },
      bare: { url: bare.ready.url, child: bare.child },
      prober: prober.child,
    })
  } finally {
    await Promise.all([ours, bare, prober].map(({ child }) => child.stop()))
    removeFolder(folder)
  }
}

const tell = (child: Child, ask: BffAsk) => child.ask<object>(ask)

/** From now on; gives how long each answer took, in milliseconds, once it is ended. */
async function beginProbe(prober: Child, url: string): Promise<() => Promise<number[]>> {
  const ask = <Reply>(what: ProberAsk) => prober.ask<Reply>(what)
  await ask({ what: 'begin', url })
  return () => ask({ what: 'end' })
}

/** From now on the bare server answers with the very bytes that ours has for this path. */
async function teach({ ours, bare }: Servers, path: string): Promise<number> {
  const reply = await fetch(ours.url + path)
  const body = new Uint8Array(await reply.arrayBuffer())
  const contentType = reply.headers.get('content-type') ?? ''
  const known: BareReply = { contentType, body }
  await bare.child.ask(known)
  return body.length
}

type Measured = { readonly ours: number[]; readonly bare: number[] }

async function measureAsk(ask: Ask, servers: Servers, options: BffOptions) {
  const { ours, bare } = servers
  const { seconds, times, turns } = options
  const waits: Measured = { ours: [], bare: [] }
  const blocked: Measured = { ours: [], bare: [] }
  let asked = 0
  const drive = (url: string, before?: () => Promise<void>): Promise<Takes> => {
    const first = asked
    const pathOf = (n: number) => ask.pathOf(first + n)
    if (ask.how.kind === 'steady') {
      return driveSteadily(url, pathOf, { perSecond: ask.how.perSecond, seconds })
    }
    asked += times
    return driveOneByOne(url, pathOf, times, before)
  }
  const change = async () => void (await tell(ours.child, { what: 'change' }))
  // Both may do once what they do but once.
  await teach(servers, ask.pathOf(0))
  await drive(bare.url)
  for (let turn = 0; turn < turns; turn += 1) {
    await teach(servers, ask.pathOf(asked))
    for (const [side, before] of [
      ['ours', change],
      ['bare', undefined],
    ] as const) {
      const endProbe = await beginProbe(servers.prober, servers[side].url)
      const { ms } = await drive(servers[side].url, before)
      waits[side].push(...ms)
      blocked[side].push(...(await endProbe()))
    }
  }
  return { waits, blocked }
}

async function measureThroughput(servers: Servers, { seconds, turns, jobs }: BffOptions) {
  const path = '/api/jobs?pageSize=50'
  await teach(servers, path)
  const hard = (url: string) => driveHard(url, () => path, { askers: 10, seconds })
  // Not what a server does while its code is still being compiled.
  await hard(servers.ours.url)
  await hard(servers.bare.url)
  const sums = { ours: 0, bare: 0 }
  for (let turn = 0; turn < turns; turn += 1) {
    sums.ours += await hard(servers.ours.url)
    sums.bare += await hard(servers.bare.url)
  }
  const figure: Figure = {
    what: 'list, throughput',
    jobs,
    value: sums.ours / turns,
    unit: 'a second',
    floor: { what: 'the bare server', value: sums.bare / turns },
  }
  return figure
}

/** Everything, or what is wanted, over one mirror. */
export async function measureBff(options: BffOptions): Promise<Figure[]> {
  const { jobs, only, say } = options
  const isWanted = (what: string) => only === undefined || only.includes(what)
  return withServers(options, async (servers) => {
    const figures: Figure[] = []
    for (const ask of await findAsks(servers.ours.url, jobs)) {
      if (!isWanted(ask.what)) continue
      say(`${ask.what} over ${jobs} jobs`)
      const { waits, blocked } = await measureAsk(ask, servers, options)
      const floor = { what: 'the bare server', takes: waits.bare }
      figures.push(...spread(ask.what, jobs, waits.ours, floor))
      figures.push({
        what: `${ask.what}: longest wait of /healthz beside it`,
        jobs,
        value: Math.max(...blocked.ours),
        unit: 'ms',
        floor: { what: 'of the bare server', value: Math.max(...blocked.bare) },
      })
    }
    if (isWanted('throughput')) figures.push(await measureThroughput(servers, options))
    if (isWanted('export')) figures.push(...(await measureExport(servers, jobs)))
    return figures
  })
}

async function measureExport(servers: Servers, jobs: number): Promise<Figure[]> {
  const path = '/api/export?format=ndjson'
  // Before the bare server is taught: who holds hundreds of megabytes notices an answer late.
  const endProbe = await beginProbe(servers.prober, servers.ours.url)
  const ours = await driveOneByOne(servers.ours.url, () => path, 1)
  const blocked = await endProbe()
  const bytes = await teach(servers, path)
  const endBareProbe = await beginProbe(servers.prober, servers.bare.url)
  const bare = await driveOneByOne(servers.bare.url, () => path, 1)
  const bareBlocked = await endBareProbe()
  return [
    {
      what: 'export of all, NDJSON',
      jobs,
      value: ours.ms[0] ?? Number.NaN,
      unit: 'ms',
      floor: { what: 'the bare server', value: bare.ms[0] ?? Number.NaN },
    },
    { what: 'export of all, NDJSON, size', jobs, value: bytes, unit: 'bytes' },
    {
      what: 'export: longest wait of /healthz beside it',
      jobs,
      value: Math.max(...blocked),
      unit: 'ms',
      floor: { what: 'of the bare server', value: Math.max(...bareBlocked) },
    },
  ]
}

export const bff: Part = {
  title: 'The server: what a page asks of it',
  about: [
    'The product’s HTTP, store, log and metrics over a prepared mirror, while a walk writes a page of 200 jobs every 200 ms and 100 jobs a minute change. The floor is a bare `node:http` server, in a process of its own and in turns with ours, that gives the same bytes.',
    'List, deep page (halfway down) and one job: 25 a second, whether or not those before were answered. The others: one after the other, each a new question after a change, so that nothing is known by heart. Throughput: 10 askers.',
  ],
  async run({ extent, note, say }) {
    const amount = extent.isFull
      ? { seconds: 10, turns: 3, times: 10 }
      : { seconds: 4, turns: 2, times: 8 }
    for (const jobs of extent.sizes) note(...(await measureBff({ jobs, ...amount, say })))
  },
}

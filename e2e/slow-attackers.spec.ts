import { type ChildProcess, fork } from 'node:child_process'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from '@playwright/test'
import { type LineWatch, openLines, watchLines } from './open-lines.ts'
import { ask } from './processes.ts'
import { isLong, percentile, tell } from './proof.ts'
import {
  aFolder,
  memoryFlags,
  type Running,
  removeFolder,
  startEmulator,
  startMain,
} from './servers.ts'
import {
  type Attack,
  type AttackKind,
  type AttackOrder,
  attackKinds,
  type CutCounts,
  kindOf,
  shares,
} from './slow-attacks.ts'
import type { Reading, ReadingFigures } from './steady-users.ts'

/** From few enough addresses that none is above its cap, or the most would be gone at once. */
const size = isLong
  ? { connections: 2000, addresses: 4, rounds: 5, seconds: 7, users: 20 }
  : { connections: 200, addresses: 1, rounds: 2, seconds: 3, users: 10 }

/**
 * What the server gives each, and two seconds more: one for it to look, one for us. A reader is cut when
 * it took nothing from one look to the next, 30 s apart, and so before 60 s are over since it last did:
 * that is up to ten after it came, while all the others come; where it sips, a minute, as the system
 * makes room for 64 KiB at once. Whose replies fitted into the buffers would be gone as idle after six.
 */
const limits: Readonly<Record<AttackKind, { readonly leastMs: number; readonly mostMs: number }>> =
  {
    head: { leastMs: 6000, mostMs: 12_000 },
    body: { leastMs: 11_000, mostMs: 17_000 },
    read: { leastMs: 28_000, mostMs: 72_000 },
    sip: { leastMs: 28_000, mostMs: 126_000 },
  }
/** The short form does not wait for readers: `slow-reader.test.ts` sees some cut. It sees that they stay. */
const awaited: readonly AttackKind[] = isLong ? attackKinds : ['head', 'body']

function start(script: string): ChildProcess {
  return fork(join(import.meta.dirname, script), { execArgv: memoryFlags })
}

/** Signs in by the link that the start printed. */
async function signIn(main: Running): Promise<{ url: string; cookie: string }> {
  const [, url = '', token] = /^Waybill: (\S+)\/#launch=(\S+)$/m.exec(main.output()) ?? []
  const reply = await fetch(`${url}/api/session/launch`, {
    method: 'POST',
    headers: { 'x-waybill': '1', 'content-type': 'application/json' },
    body: JSON.stringify({ token }),
  })
  expect(reply.status).toBe(200)
  return { url, cookie: reply.headers.get('set-cookie')?.split(';', 1)[0] ?? '' }
}

/** The largest file that is served to whoever asks. */
function largestAsset(): string {
  const folder = join(import.meta.dirname, '../dist/assets')
  const names = readdirSync(folder).filter((name) => name.endsWith('.js'))
  const sizeOf = (name: string) => statSync(join(folder, name)).size
  return `/assets/${names.toSorted((a, b) => sizeOf(b) - sizeOf(a))[0]}`
}

/** By the clock of its processor, which counts hundredths of a second. */
function workedMs(pid: number): number {
  const [, facts = ''] = readFileSync(`/proc/${pid}/stat`, 'latin1').split(') ')
  const [user = 0, system = 0] = facts.split(' ').slice(11, 13).map(Number)
  return (user + system) * 10
}

async function aHouse() {
  const folder = aFolder()
  const emulator = await startEmulator('--frozen', '--jobs', '1000')
  const main = await startMain(emulator, folder, { WAYBILL_SIGN_IN: 'link' })
  const [attackers, users] = [start('slow-attackers.ts'), start('steady-users.ts')]
  const { url, cookie } = await signIn(main)
  const isRead = async () => {
    const reply = await fetch(`${url}/api/jobs?pageSize=1`, { headers: { cookie } })
    return ((await reply.json()) as { jobCount: number }).jobCount
  }
  await expect.poll(isRead, { timeout: 20_000, intervals: [200] }).toBe(1000)
  const attack: Attack = { ...size, port: Number(new URL(url).port), file: largestAsset() }
  return {
    attack,
    order: <Reply>(order: AttackOrder) => ask<Reply>(attackers, order),
    /** How long the server was at work in the time to come. */
    async busyMs(ms: number) {
      const before = workedMs(main.pid)
      await sleep(ms)
      return workedMs(main.pid) - before
    },
    read: (seconds: number) => {
      const reading: Reading = { url, cookie, users: size.users, seconds }
      return ask<ReadingFigures>(users, reading)
    },
    async stop() {
      attackers.kill()
      users.kill()
      await Promise.all([main.stop(), emulator.stop()])
      removeFolder(folder)
    },
  }
}

const toText = (ms: readonly number[]) => ms.map((one) => one.toFixed()).join(', ')

type House = Awaited<ReturnType<typeof aHouse>>

/**
 * The 99th percentile of each round without and with attackers, turn by turn, so that whatever else
 * the machine does strikes both alike; the last attackers stay. `watch`: over them.
 */
async function measure({ attack, order, read, busyMs }: House) {
  const { port } = attack
  const [calm, attacked]: [number[], number[]] = [[], []]
  let failed = 0
  const note = (figures: ReadingFigures, to: number[]) => {
    to.push(percentile(figures.latencies, 99))
    failed += figures.failed
  }
  const attackersLeft = async () => (await openLines(port)).filter(kindOf).length
  const isAtRest = async () => (await attackersLeft()) === 0 && (await busyMs(300)) < 60
  await read(2)
  for (let round = 1; ; round += 1) {
    // The server is rid of those of the round before, and of the work with them.
    await expect.poll(isAtRest, { timeout: 30_000, intervals: [100] }).toBe(true)
    note(await read(size.seconds), calm)
    const watch = watchLines(port, 500)
    await order({ open: attack })
    // Who is connected may still have to be taken in by a server that has much to do.
    await expect.poll(attackersLeft, { intervals: [100] }).toBe(size.connections)
    note(await read(size.seconds), attacked)
    if (round === size.rounds) return { calm, attacked, failed, watch }
    watch.stop()
    await order({ drop: true })
  }
}

/** How long the server had the lines of one kind. */
function staysOf(kind: AttackKind, watch: LineWatch) {
  const ms = watch.stays().flatMap(({ client, ms }) => (kindOf(client) === kind ? [ms] : []))
  const left = watch.open().filter((client) => kindOf(client) === kind).length
  return { count: ms.length, left, leastMs: Math.min(...ms), mostMs: Math.max(...ms) }
}

test(`${size.connections} slow attackers: others wait no longer, and each attacker is cut in time`, async () => {
  test.setTimeout(15 * 60_000)
  const house = await aHouse()
  try {
    const { calm, attacked, failed, watch } = await measure(house)
    const timeout = Math.max(...awaited.map((kind) => limits[kind].mostMs))
    const left = () => Object.fromEntries(awaited.map((kind) => [kind, staysOf(kind, watch).left]))
    const none = Object.fromEntries(awaited.map((kind) => [kind, 0]))
    await expect.poll(left, { timeout }).toEqual(none)
    watch.stop()
    const cut = await house.order<CutCounts>({ countCut: true })
    // Of the rounds the middle one: what else the machine does strikes one or two.
    const [before, under] = [percentile(calm, 50), percentile(attacked, 50)]
    tell(
      `p99 ${before.toFixed(1)} ms without (${toText(calm)}), ${under.toFixed(1)} ms with ${size.connections} attackers (${toText(attacked)}): ${(under / before).toFixed(2)} times`,
    )
    expect(failed).toBe(0)
    for (const kind of attackKinds) {
      const { count, left, leastMs, mostMs } = staysOf(kind, watch)
      const all = size.connections * shares[kind]
      expect(count, kind).toBe(all)
      if (awaited.includes(kind)) {
        tell(
          `${kind}: ${cut[kind]} of ${all} cut, after ${leastMs.toFixed()} to ${mostMs.toFixed()} ms`,
        )
        expect([left, cut[kind]], kind).toEqual([0, all])
        expect(leastMs, kind).toBeGreaterThan(limits[kind].leastMs)
        expect(mostMs, kind).toBeLessThan(limits[kind].mostMs)
      } else expect(left, kind).toBe(all)
    }
    // So few requests tell a fifth from chance in the long form alone.
    expect(under).toBeLessThanOrEqual(isLong ? before * 1.2 : before * 2 + 50)
  } finally {
    await house.stop()
  }
})

import { type ChildProcess, fork } from 'node:child_process'
import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { ask } from './processes.ts'
import { isLong, percentile, tell } from './proof.ts'
import {
  aFolder,
  nodeFlags,
  type Running,
  removeFolder,
  startEmulator,
  startMain,
} from './servers.ts'
import type { Attack, AttackOrder, Ends } from './slow-attackers.ts'
import type { Reading, ReadingFigures } from './steady-users.ts'

/** From few enough addresses that none is above its cap, or the most would be gone at once. */
const size = isLong
  ? { connections: 2000, addresses: 8, rounds: 5, seconds: 7, users: 20 }
  : { connections: 200, addresses: 2, rounds: 2, seconds: 3, users: 10 }

/** What the server gives a head, a body and a reply that nobody reads, a second to look, one more. */
const limitMs = { head: 12_000, body: 17_000, read: 32_000 }

function start(script: string): ChildProcess {
  return fork(join(import.meta.dirname, script), { execArgv: nodeFlags.slice(0, 1) })
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

test(`${size.connections} slow attackers: others wait no longer, and each attacker is cut in time`, async () => {
  test.setTimeout(15 * 60_000)
  const { attack, order, read, stop } = await aHouse()
  try {
    await read(2)
    const calm: number[] = []
    const attacked: number[] = []
    let failed = 0
    const note = (figures: ReadingFigures, to: number[]) => {
      to.push(...figures.latencies)
      failed += figures.failed
    }
    // Turn by turn, so that whatever else the machine does strikes both alike.
    for (let round = 1; round <= size.rounds; round += 1) {
      note(await read(size.seconds), calm)
      await order({ open: attack })
      note(await read(size.seconds), attacked)
      if (round < size.rounds) await order({ drop: true })
    }
    const ends = await order<Ends>({ ends: { waitMs: isLong ? limitMs.read : limitMs.body } })
    const [before, under] = [percentile(calm, 99), percentile(attacked, 99)]
    tell(
      `p99 ${before.toFixed(1)} ms of ${calm.length} without, ${under.toFixed(1)} ms of ${attacked.length} with ${size.connections} attackers: ${(under / before).toFixed(2)} times`,
    )
    tell(`cut after at most: ${JSON.stringify(ends)}`)
    expect(failed).toBe(0)
    for (const kind of ['head', 'body'] as const) {
      expect(ends[kind].left, kind).toBe(0)
      expect(ends[kind].mostMs, kind).toBeLessThanOrEqual(limitMs[kind])
    }
    // The short form does not wait for these: `http-server.test.ts` sees forty of them cut.
    if (isLong) expect(ends.read.left).toBe(0)
    // So few requests tell a fifth from chance in the long form alone.
    expect(under).toBeLessThanOrEqual(isLong ? before * 1.2 : before * 2 + 50)
  } finally {
    await stop()
  }
})

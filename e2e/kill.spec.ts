import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { expect, test } from '@playwright/test'
import { emulatedWorld } from './emulated-world.ts'
import { openEvents, type StreamFrame } from './event-stream.ts'
import { createRandom, isLong, percentile, tell } from './proof.ts'
import {
  aFolder,
  launchMain,
  type Running,
  removeFolder,
  startEmulator,
  startMain,
} from './servers.ts'

type Transition = { from: string | null; to: string; after: string | null; before: string }
type Detail = {
  job: { jobId: string; statusSince: { after: string | null; before: string } }
  transitions: Transition[]
}

/** `null`: the server was killed over it, so it acknowledged nothing. */
async function readDetail(url: string, jobId: string): Promise<Detail | null> {
  const reply = await fetch(`${url}/api/jobs/${jobId}`).catch(() => null)
  if (reply !== null && !reply.ok) throw new Error(`${jobId}: ${reply.status}`)
  return (await reply?.json().catch(() => null)) ?? null
}

/** What a server has told us, which no later one may take back. */
function createLedger() {
  const transitions = new Map<string, Transition[]>()
  const events = new Map<string, string>()
  const faults: string[] = []
  return {
    faults,
    jobIds: () => [...transitions.keys()],
    eventIds: () => [...events.keys()],
    count: () => [...transitions.values()].reduce((sum, list) => sum + list.length, 0),
    /** Nothing that was acknowledged is lost or altered; what is new is acknowledged from now on. */
    take({ job: { jobId }, transitions: told }: Detail) {
      for (const [index, known] of (transitions.get(jobId) ?? []).entries()) {
        const now = told[index]
        if (now === undefined || write(now) !== write(known)) {
          faults.push(`${jobId}: was ${write(known)}, is ${now && write(now)}`)
        }
      }
      if (told.length >= (transitions.get(jobId)?.length ?? 0)) transitions.set(jobId, told)
    },
    takeEvent({ id, data }: StreamFrame) {
      if (id === null) return
      const known = events.get(id)
      if (known !== undefined && known !== data) faults.push(`${id}: was ${known}, is ${data}`)
      events.set(id, data)
    },
  }
}

function write({ from, to, after, before }: Transition): string {
  return `${from} → ${to} after ${after}, before ${before}`
}

type Ledger = ReturnType<typeof createLedger>

/** Listens and reads until the server is gone: what it says meanwhile goes into the ledger. */
async function listen(url: string, lastEventId: string | null, ledger: Ledger) {
  const reads: Promise<void>[] = []
  const read = async (jobId: string) => {
    const detail = await readDetail(url, jobId)
    if (detail) ledger.take(detail)
  }
  const stream = await openEvents(url, {
    lastEventId,
    onFrame(frame) {
      if (frame.event !== 'jobs') return
      ledger.takeEvent(frame)
      const { changes } = JSON.parse(frame.data) as { changes: { jobId: string }[] }
      for (const { jobId } of changes) {
        reads.push(read(jobId).catch((error) => void ledger.faults.push(String(error))))
      }
    },
  })
  return { stream, settled: () => Promise.all(reads) }
}

async function checkAll(url: string, ledger: Ledger) {
  const left = ledger.jobIds()
  const worker = async () => {
    for (let jobId = left.pop(); jobId !== undefined; jobId = left.pop()) {
      const detail = await readDetail(url, jobId)
      if (detail === null) throw new Error(`${jobId} could not be read`)
      ledger.take(detail)
    }
  }
  await Promise.all(Array.from({ length: 16 }, worker))
}

/** Moves jobs several times a second; some end, and others come for them. */
function stir(control: string, random: () => number) {
  const world = emulatedWorld(control)
  let isOver = false
  const run = async () => {
    const active: string[] = []
    while (!isOver) {
      while (active.length < 6) active.push((await world.create()).jobId)
      const at = Math.floor(random() * active.length)
      const jobId = active[at] ?? ''
      const status = random() < 0.15 ? 2 : random() < 0.5 ? 0 : 1
      await world.advance(jobId, status)
      if (status === 2) active.splice(at, 1)
      await new Promise((resolve) => setTimeout(resolve, 100 + 150 * random()))
    }
  }
  const running = run()
  return async () => {
    isOver = true
    await running
  }
}

test('kill -9 at any moment loses nothing that was acknowledged and breaks no file', async () => {
  const kills = isLong ? 200 : 30
  test.setTimeout(kills * 6000 + 60_000)
  const seed = Number(process.env.WAYBILL_SEED ?? Date.now() % 1_000_000)
  tell(`WAYBILL_SEED=${seed}, ${kills} kills`)
  const random = createRandom(seed)
  const folder = aFolder()
  const emulator = await startEmulator('--jobs', '60', '--arrive-every', '3', '--latency', '20')
  const still = stir(emulator.control, createRandom(seed + 1))
  const ledger = createLedger()
  const restartMs: number[] = []
  let main: Running | undefined
  let lastEventId: string | null = null
  try {
    await (await startMain(emulator, folder)).stop()
    for (let kill = 0; kill <= kills; kill += 1) {
      if (kill % 5 === 4) {
        const early = launchMain(emulator, folder)
        await new Promise((resolve) => setTimeout(resolve, 1500 * random()))
        await early.kill()
        continue
      }
      const startMs = Date.now()
      main = await startMain(emulator, folder)
      restartMs.push(Date.now() - startMs)
      const { stream, settled } = await listen(main.url, lastEventId, ledger)
      // No file was lost, so there is no reason to have us read everything anew.
      const first = await stream.first(({ event }) => event !== 'sync', 5000)
      expect(first.event, `resumed at ${lastEventId}, kill ${kill}`).toBe('ready')
      if (lastEventId !== null) expect(first.id).toBe(lastEventId)
      await checkAll(main.url, ledger)
      if (kill === kills) {
        stream.close()
        break
      }
      await new Promise((resolve) => setTimeout(resolve, 100 + 1100 * random()))
      await main.kill()
      stream.close()
      await settled()
      lastEventId = stream.lastId() ?? lastEventId
      expect(ledger.faults, `kill ${kill}`).toEqual([])
    }
    await still()
    if (main === undefined) throw new Error('nothing ran')

    // Part of the log once more, from an event of long ago: all of the same ids and contents.
    const known = ledger.eventIds()
    const since = known.slice(-100)
    const again = await openEvents(main.url, {
      lastEventId: since[0] ?? null,
      onFrame: (frame) => frame.event === 'jobs' && ledger.takeEvent(frame),
    })
    await again.first(({ event, id }) => event === 'jobs' && id === since.at(-1), 5000)
    again.close()
    const told = new Set(again.frames.map(({ id }) => id))
    expect(since.filter((id) => !told.has(id))).toEqual([])

    for (const jobId of ledger.jobIds()) {
      const detail = await readDetail(main.url, jobId)
      const last = detail?.transitions.at(-1)
      expect(detail?.job.statusSince, jobId).toEqual({ after: last?.after, before: last?.before })
    }
    await main.kill()
    expect(ledger.faults).toEqual([])
    expect(known.length).toBeGreaterThan(kills)
    expect(ledger.count()).toBeGreaterThan(kills)
    checkFiles(folder)
    tell(
      `${ledger.count()} transitions of ${ledger.jobIds().length} jobs and ${known.length} events acknowledged over ${kills} kills: 0 lost, 0 files broken; up again in ${percentile(restartMs, 50)} ms (median)`,
    )
  } finally {
    await still()
    await main?.kill()
    await emulator.stop()
    removeFolder(folder)
  }
})

function checkFiles(folder: string) {
  const names = readdirSync(folder)
  expect(names).toEqual(expect.arrayContaining(['history.db', 'mirror.db']))
  // Nothing was set aside on the way either.
  expect(names.filter((name) => /^(mirror|history)\.db\./.test(name))).toEqual([])
  for (const name of ['history.db', 'mirror.db']) {
    const database = new DatabaseSync(join(folder, name))
    expect(database.prepare('PRAGMA integrity_check').all(), name).toEqual([
      { integrity_check: 'ok' },
    ])
    database.close()
  }
}

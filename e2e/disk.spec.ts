import { spawnSync } from 'node:child_process'
import {
  closeSync,
  existsSync,
  openSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
  writeSync,
} from 'node:fs'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { emulatedWorld } from './emulated-world.ts'
import { expect, notice, rowOf, rows, statusOf, test } from './fixtures.ts'
import { tell } from './proof.ts'
import {
  aFolder,
  type Running,
  type RunningEmulator,
  removeFolder,
  startEmulator,
  startMain,
} from './servers.ts'

const emulated = ['--frozen', '--jobs', '60', '--latency', '20'] as const
const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

async function jobCount({ url }: Running): Promise<number> {
  const reply = await fetch(`${url}/api/jobs?pageSize=1`)
  return ((await reply.json()) as { jobCount: number }).jobCount
}

async function readDetail({ url }: Running, jobId: string) {
  return (await (await fetch(`${url}/api/jobs/${jobId}`)).json()) as {
    job: { status: string }
    transitions: object[]
  }
}

/** Whole, and with its walk done. */
async function untilWhole(main: Running, count: number) {
  const isWhole = async () =>
    /"lastSweep":\{/.test(await (await fetch(`${main.url}/api/sync`)).text()) &&
    (await jobCount(main)) >= count
  await expect.poll(isWhole, { timeout: 30_000 }).toBe(true)
}

type Ailing = {
  page: Page
  emulator: RunningEmulator
  main: Running
  fill: () => void
  heal: () => void
}

/** The disk takes nothing in any more, then it does again: the page says so, and nothing ends. */
async function expectSurvival({ page, emulator, main, fill, heal }: Ailing) {
  const world = emulatedWorld(emulator.control)
  const { jobId } = await world.create({ status: 1 })
  await untilWhole(main, 61)
  await page.goto(`${main.url}/jobs`)
  await expect(rowOf(page, jobId)).toBeVisible()
  const said = notice(page, /disk/i)
  await expect(said).toBeHidden()
  fill()
  // Enough that every write must need more room than there may be left in a file.
  for (let n = 0; n < 400; n += 1)
    await world.create({ status: 3, createdAt: 1_700_000_000_000 + n })
  await world.advance(jobId, 2)
  await expect(said).toBeVisible({ timeout: 60_000 })
  await expect(said).toContainText(/\d\d:\d\d:\d\d/)
  const seen = await rows(page).count()
  expect(seen).toBeGreaterThan(10)
  await wait(5000)
  await expect(said).toBeVisible()
  expect(await rows(page).count()).toBe(seen)
  expect(main.isRunning()).toBe(true)
  expect(await jobCount(main)).toBeGreaterThanOrEqual(61)

  heal()
  const startMs = Date.now()
  await expect(said).toBeHidden({ timeout: 15_000 })
  await expect(page.getByText('Live', { exact: true })).toBeVisible({ timeout: 15_000 })
  tell(`live again ${Date.now() - startMs} ms after there is room`)
  await expect(statusOf(page, jobId)).toHaveText('Completed')
  await expect.poll(() => jobCount(main), { timeout: 120_000 }).toBe(461)
}

test('a full disk is said, survived, and over as soon as there is room again', async ({ page }) => {
  test.setTimeout(300_000)
  const folder = aFolder()
  const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=8m', 'tmpfs', folder])
  if (mounted.status !== 0) removeFolder(folder)
  test.skip(mounted.status !== 0, 'a disk that is full needs a mount, and this machine allows none')
  const emulator = await startEmulator(...emulated)
  let main: Running | undefined
  const filler = join(folder, 'filler')
  try {
    main = await startMain(emulator, folder)
    await expectSurvival({
      page,
      emulator,
      main,
      fill: () => fillDisk(filler),
      heal: () => rmSync(filler),
    })
  } finally {
    await Promise.all([main?.stop(), emulator.stop()])
    spawnSync('umount', ['-l', folder])
    removeFolder(folder)
  }
})

function fillDisk(path: string) {
  const file = openSync(path, 'w')
  for (const size of [65_536, 4096]) {
    try {
      while (writeSync(file, Buffer.alloc(size)) > 0);
    } catch {
      // Full: that is what it is for.
    }
  }
  closeSync(file)
}

test('a disk that fails is said, survived, and over when it works again', async ({ page }) => {
  test.setTimeout(300_000)
  test.skip(spawnSync('prlimit', ['--version']).status !== 0, 'prlimit is not on this machine')
  const folder = aFolder()
  const emulator = await startEmulator(...emulated)
  let main: Running | undefined
  try {
    main = await startMain(emulator, folder)
    const { pid } = main
    const limit = (bytes: string) => {
      const { status, stderr } = spawnSync('prlimit', ['--pid', `${pid}`, `--fsize=${bytes}:`])
      expect(status, `${stderr}`).toBe(0)
    }
    await expectSurvival({
      page,
      emulator,
      main,
      fill: () => limit(`${largestFile(folder)}`),
      heal: () => limit('unlimited'),
    })
  } finally {
    await Promise.all([main?.stop(), emulator.stop()])
    removeFolder(folder)
  }
})

function largestFile(folder: string): number {
  return Math.max(...readdirSync(folder).map((name) => statSync(join(folder, name)).size))
}

/** A server that has seen one job run and end, and is stopped in order. */
async function aPast(emulator: RunningEmulator, folder: string) {
  const world = emulatedWorld(emulator.control)
  const { jobId } = await world.create()
  const main = await startMain(emulator, folder)
  await untilWhole(main, 61)
  for (const [status, word] of [
    [1, 'running'],
    [2, 'completed'],
  ] as const) {
    await world.advance(jobId, status)
    await expect.poll(async () => (await readDetail(main, jobId)).job.status).toBe(word)
  }
  const { transitions } = await readDetail(main, jobId)
  expect(transitions).toHaveLength(3)
  await main.stop()
  await backUp(emulator, folder)
  return { jobId, transitions }
}

/** What an hour would bring: a start without a backup of late takes one. */
async function backUp(emulator: RunningEmulator, folder: string) {
  const backups = join(folder, 'backups')
  rmSync(backups, { recursive: true, force: true })
  const main = await startMain(emulator, folder)
  const isWhole = () =>
    existsSync(backups) && readdirSync(backups).some((name) => name.endsWith('.db'))
  await expect.poll(isWhole).toBe(true)
  await main.stop()
}

/** Noise over the middle half of a file: its head still says that it is a database. */
function damage(path: string) {
  const { size } = statSync(path)
  const file = openSync(path, 'r+')
  const noise = Buffer.alloc(Math.floor(size / 2), 0xa5)
  writeSync(file, noise, 0, noise.length, Math.floor(size / 4))
  closeSync(file)
}

for (const { story, file, harm } of [
  { story: 'a damaged mirror is set aside and read anew', file: 'mirror.db', harm: damage },
  {
    story: 'a mirror that is no database is set aside and read anew',
    file: 'mirror.db',
    harm: (path: string) => writeFileSync(path, 'a letter to whom it may concern'),
  },
  { story: 'a damaged history comes back from its backup', file: 'history.db', harm: damage },
  {
    story: 'a history that is no database comes back from its backup',
    file: 'history.db',
    harm: (path: string) => writeFileSync(path, 'a letter to whom it may concern'),
  },
]) {
  test(`${story}; what was observed before is still told`, async () => {
    test.setTimeout(120_000)
    const folder = aFolder()
    const emulator = await startEmulator(...emulated)
    let main: Running | undefined
    try {
      const { jobId, transitions } = await aPast(emulator, folder)
      const before = readdirSync(folder)
      harm(join(folder, file))
      main = await startMain(emulator, folder)
      await untilWhole(main, 61)
      const detail = await readDetail(main, jobId)
      expect(detail.job.status).toBe('completed')
      expect(detail.transitions).toEqual(transitions)
      const aside = readdirSync(folder).filter(
        (name) => !before.includes(name) && name.startsWith(file) && !/-(wal|shm)$/.test(name),
      )
      expect(aside, 'the broken file is kept').not.toEqual([])
    } finally {
      await Promise.all([main?.stop(), emulator.stop()])
      removeFolder(folder)
    }
  })
}

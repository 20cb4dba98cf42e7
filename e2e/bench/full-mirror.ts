import {
  closeSync,
  constants,
  cpSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createEmulator, defaultKey } from '../../server/emulator/emulator.ts'
import type { SourcePage } from '../../server/jobs/job-source.ts'
import type { FinishedSweep } from '../../server/jobs/job-store.ts'
import { createSqliteStore } from '../../server/store/sqlite-store.ts'
import { createUpstream } from '../../server/upstream/client.ts'
import { createCredentials } from '../../server/upstream/open-credentials.ts'
import { aFolder, filesOf } from '../servers.ts'
import { unpaced } from './unpaced.ts'

/** The connection that the jobs of a prepared mirror are of. */
export const connectionName = 'bench'

export type PreparedMirror = {
  /** A copy for one measurement, which removes it. */
  readonly folder: string
  /** With these the emulator has the very jobs that are in the mirror. */
  readonly emulatorArgs: readonly string[]
}

const seed = '7'
/** Raised when what is in a prepared mirror changes. */
const edition = '2'

/**
 * A mirror of so many jobs, as the first walk over an account at rest leaves it, each row read off
 * the emulator's wire by the product's own client. Prepared once and kept in the system's folder for
 * temporary files.
 */
export async function prepareMirror(
  jobs: number,
  say: (line: string) => void,
): Promise<PreparedMirror> {
  const kept = join(tmpdir(), 'waybill-bench', `mirror-${edition}-${jobs}`)
  const birthFile = join(kept, 'born-at')
  const bornAt = readBirth(birthFile)
  if (bornAt === null) {
    say(`filling a mirror with ${jobs} jobs`)
    rmSync(kept, { recursive: true, force: true })
    mkdirSync(kept, { recursive: true })
    const now = Date.now()
    await fill(join(kept, 'data'), jobs, now)
    writeFileSync(birthFile, String(now))
    return prepareMirror(jobs, say)
  }
  const folder = aFolder()
  cpSync(join(kept, 'data'), join(folder, 'data'), {
    recursive: true,
    mode: constants.COPYFILE_FICLONE,
  })
  settle(join(folder, 'data'))
  const emulatorArgs = ['--jobs', String(jobs), '--seed', seed, '--born-at', String(bornAt)]
  return { folder, emulatorArgs }
}

/** Writes the copy to the disk now: else the server's first commit that waits for it waits for all of it. */
function settle(folder: string) {
  for (const path of filesOf(folder)) {
    const file = openSync(path, 'r+')
    fsyncSync(file)
    closeSync(file)
  }
}

const longestAgeMs = 300 * 86_400_000

/** `null`: not prepared yet, or so long ago that the emulator no longer plays that life. */
function readBirth(file: string): number | null {
  if (!existsSync(file)) return null
  const bornAt = Number(readFileSync(file, 'utf8'))
  return Date.now() - bornAt < longestAgeMs ? bornAt : null
}

async function fill(folder: string, jobs: number, bornAt: number) {
  const emulator = createEmulator({
    jobs,
    seed: Number(seed),
    bornAt,
    frozen: true,
    isRateLimited: false,
  })
  const gateway = await emulator.listen()
  const client = createUpstream({
    endpoint: new URL(gateway.url),
    iotInstanceId: null,
    credentials: createCredentials(defaultKey),
    slots: 1,
    quotas: unpaced,
  })
  const store = createSqliteStore({ folder, now: Date.now })
  const startedAt = new Date().toISOString()
  try {
    let pages = 0
    let batch: SourcePage[] = []
    for (let nextToken: string | null | undefined; nextToken !== null; ) {
      const page = await client.listJobs(
        {},
        { size: 200, ...(nextToken !== undefined && { nextToken }) },
        { purpose: 'sweep' },
      )
      pages += 1
      batch.push(page)
      nextToken = page.nextToken
      if (nextToken !== null && batch.length < pagesOfCommit) continue
      const last = nextToken === null ? walkOf(jobs, pages, startedAt) : null
      const record = { current: null, last, asOf: last?.finishedAt ?? null }
      await store.applyPage({ ...joined(batch, page), connection: connectionName }, record)
      batch = []
    }
  } finally {
    await Promise.all([client.close(), gateway.close(), store.close()])
  }
}

/** A commit waits for the disk: one for each page would take ten times as long. */
const pagesOfCommit = 25

function joined(pages: readonly SourcePage[], last: SourcePage): SourcePage {
  const texts = new Map(pages.flatMap(({ texts }) => [...(texts ?? [])]))
  return { ...last, jobs: pages.flatMap(({ jobs }) => jobs), texts }
}

function walkOf(jobs: number, pages: number, startedAt: string): FinishedSweep {
  return {
    startedAt,
    nextToken: null,
    pages,
    jobsRead: jobs,
    jobCount: jobs,
    restarts: 0,
    unreadable: 0,
    isSettled: true,
    finishedAt: new Date().toISOString(),
  }
}

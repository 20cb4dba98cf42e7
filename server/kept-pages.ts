import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
} from 'node:fs'
import { join } from 'node:path'
import { buildOf } from './api/shell.ts'

/** This one, and the two that ran before it, or after it before it was put back. */
const keptBuilds = 3

/**
 * Keeps a copy of the built page's assets with the data, so that a page that was opened before an
 * upgrade, or before it was taken back, finds its parts. Gives the folders to look in, this build's
 * among them: its `dist` may be built anew while it runs.
 */
export function keepPages(pagesFolder: string, dataDir: string, now: Date): readonly string[] {
  const root = join(dataDir, 'pages')
  const build = buildOf(readFileSync(join(pagesFolder, 'index.html'), 'utf8'))
  const mine = join(root, build)
  if (!existsSync(mine)) copyAssets(pagesFolder, mine)
  utimesSync(mine, now, now)
  const folders = readdirSync(root)
    .map((name) => join(root, name))
    .map((folder) => ({ folder, usedMs: statSync(folder).mtimeMs }))
    .sort((a, b) => b.usedMs - a.usedMs)
    .map(({ folder }) => folder)
  for (const folder of folders.slice(keptBuilds)) rmSync(folder, { recursive: true, force: true })
  return folders.slice(0, keptBuilds)
}

/** Whole or not at all: a start that is killed leaves a half under a name that nobody asks for. */
function copyAssets(pagesFolder: string, target: string) {
  const half = `${target}.half`
  rmSync(half, { recursive: true, force: true })
  mkdirSync(half, { recursive: true, mode: 0o700 })
  cpSync(join(pagesFolder, 'assets'), join(half, 'assets'), { recursive: true })
  renameSync(half, target)
}

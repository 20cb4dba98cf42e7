import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'

/** The page before its script runs, and which build it belongs to. */
export type Shell = { readonly text: string; readonly build: string }

/**
 * Reads the built `index.html` once: what is built while this process runs belongs to the next one.
 * Its addresses are below `basePath`, and two `meta` tell the script where it lives and what it is.
 */
export function loadShell(folder: string, basePath: string): () => Promise<Shell> {
  let shell: Promise<Shell> | null = null
  const load = async () => {
    const built = await readFile(join(folder, 'index.html'), 'utf8')
    const build = buildOf(built)
    return { text: place(built, basePath, build), build }
  }
  return () => {
    shell ??= load()
    return shell
  }
}

/** The names of the assets are of their contents: another build has another shell. */
export function buildOf(built: string): string {
  return createHash('sha256').update(built).digest('hex').slice(0, 12)
}

function place(built: string, basePath: string, build: string): string {
  return built
    .replaceAll(/(href|src)="\.?\/(?=assets\/|favicon)/g, `$1="${basePath}/`)
    .replace(/(<meta name="waybill-base" content=")"/, `$1${basePath}"`)
    .replace(/(<meta name="waybill-build" content=")"/, `$1${build}"`)
}

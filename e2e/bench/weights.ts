import { gzipSync } from 'node:zlib'
import type { Figure } from './figures.ts'

type Chunk = {
  readonly code: string
  /** The HTML names it: it is loaded before anything is shown. */
  readonly isFirst: boolean
  /** Characters of each module as it went into the chunk. */
  readonly modules: ReadonlyMap<string, number>
}

/**
 * Bytes of script after gzip, by package. A chunk is compressed as a whole: of what that makes, each
 * module is given its share by its length before it was made small.
 */
export async function weighPackages(): Promise<Figure[]> {
  const chunks = await buildChunks()
  const first = new Map<string, number>()
  const all = new Map<string, number>()
  for (const { code, isFirst, modules } of chunks) {
    const bytes = gzipSync(code, { level: 9 }).length
    const length = [...modules.values()].reduce((sum, one) => sum + one, 0)
    for (const [id, part] of modules) {
      const share = (bytes * part) / Math.max(1, length)
      add(all, packageOf(id), share)
      if (isFirst) add(first, packageOf(id), share)
    }
  }
  const sum = (bytes: ReadonlyMap<string, number>) => [...bytes.values()].reduce((a, b) => a + b, 0)
  return [
    { what: 'script of the first page, gzip', jobs: null, value: sum(first), unit: 'bytes' },
    { what: 'all script, gzip', jobs: null, value: sum(all), unit: 'bytes' },
    ...[...all]
      .toSorted(([, a], [, b]) => b - a)
      .map(([name, bytes]): Figure => {
        const ofFirst = Math.round(first.get(name) ?? 0)
        return {
          what: `script of ${name}, gzip (${ofFirst} in the first page)`,
          jobs: null,
          value: Math.round(bytes),
          unit: 'bytes',
        }
      }),
  ]
}

const add = (sums: Map<string, number>, name: string, value: number) =>
  sums.set(name, (sums.get(name) ?? 0) + value)

/** `web` for our own. */
function packageOf(id: string): string {
  const found = /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(id)
  return found?.[1] ?? 'web'
}

async function buildChunks(): Promise<Chunk[]> {
  // Loaded here, as nothing else of the bench needs it.
  const { build } = await import('vite')
  const built = await build({ logLevel: 'error', build: { write: false } })
  const outputs = Array.isArray(built) ? built : [built]
  const chunks = outputs.flatMap((one) => ('output' in one ? one.output : []))
  const scripts = chunks.filter((chunk) => chunk.type === 'chunk')
  const html = chunks.find(({ fileName }) => fileName === 'index.html')
  const shell = html?.type === 'asset' ? String(html.source) : ''
  return scripts.map(({ code, fileName, modules }) => ({
    code,
    isFirst: shell.includes(fileName),
    modules: new Map(
      Object.entries(modules).map(([id, { renderedLength }]) => [id, renderedLength]),
    ),
  }))
}

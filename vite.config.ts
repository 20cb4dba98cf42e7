import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { brotliCompressSync } from 'node:zlib'
import tailwindcss from '@tailwindcss/vite'
import react from '@vitejs/plugin-react'
import type { Plugin } from 'vite'
import { defineConfig } from 'vitest/config'

/** Brotli beside each text asset, once at the build rather than at each request. */
function compressed(): Plugin {
  return {
    name: 'compressed',
    apply: 'build',
    async writeBundle({ dir = '' }, bundle) {
      const texts = Object.keys(bundle).filter((name) => /\.(js|css|svg)$/.test(name))
      for (const name of texts) {
        const file = join(dir, name)
        await writeFile(`${file}.br`, brotliCompressSync(await readFile(file)))
      }
    },
  }
}

type ModuleGraph = {
  getModuleInfo: (id: string) => { isEntry: boolean; importers: readonly string[] } | null
}

/**
 * What the first page needs goes into one file: forty small ones that share it compress worse and
 * come one behind the other. The rest is split where it is imported.
 */
function firstOrNone() {
  const first = new Set<string>()
  function isFirst(id: string, graph: ModuleGraph, asked = new Set<string>()): boolean {
    if (first.has(id)) return true
    if (asked.has(id)) return false
    asked.add(id)
    const info = graph.getModuleInfo(id)
    const is =
      info !== null && (info.isEntry || info.importers.some((by) => isFirst(by, graph, asked)))
    if (is) first.add(id)
    return is
  }
  return (id: string, graph: ModuleGraph) => (isFirst(id, graph) ? 'first' : null)
}

/** The page is built to `dist`; in development `/api` is the other process (see `npm run dev`). */
export default defineConfig({
  root: 'web',
  cacheDir: '../node_modules/.vite',
  plugins: [react(), tailwindcss(), compressed()],
  build: {
    outDir: '../dist',
    emptyOutDir: true,
    target: 'es2024',
    chunkSizeWarningLimit: 700,
    rolldownOptions: {
      output: { codeSplitting: { groups: [{ name: firstOrNone(), debugName: 'first' }] } },
    },
  },
  server: { host: '127.0.0.1', proxy: { '/api': 'http://127.0.0.1:8080' } },
  test: {
    projects: [
      {
        root: import.meta.dirname,
        test: { name: 'server', environment: 'node', include: ['server/**/*.test.ts'] },
      },
      {
        root: import.meta.dirname,
        test: {
          name: 'web',
          environment: 'happy-dom',
          include: ['web/**/*.test.{ts,tsx}'],
          setupFiles: ['web/testing/setup.ts'],
          testTimeout: 30_000,
        },
      },
    ],
  },
})

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

/** The page is built to `dist`; in development `/api` is the other process (see `npm run dev`). */
export default defineConfig({
  root: 'web',
  // The server says below which sub path it all lies, when it hands the page out.
  base: './',
  cacheDir: '../node_modules/.vite',
  plugins: [react(), tailwindcss(), compressed()],
  build: {
    outDir: '../dist',
    emptyOutDir: true,
    target: 'es2024',
    chunkSizeWarningLimit: 700,
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            // The page names it before the other, and runs it while that is still on its way.
            { name: 'early', test: /web\/(early|ui\/theme|ui\/remembered)\.ts$/, priority: 1 },
            // What the first page needs is one file: forty small ones compress worse, each alone.
            { name: 'first', tags: ['$initial'] },
          ],
        },
      },
    },
  },
  server: { host: '127.0.0.1', proxy: { '/api': 'http://127.0.0.1:8080' } },
  test: {
    // Vitest leaves one core to itself, which on a machine of two is half of it.
    maxWorkers: '100%',
    projects: [
      {
        root: import.meta.dirname,
        test: {
          name: 'server',
          environment: 'node',
          include: ['server/**/*.test.ts'],
          testTimeout: 30_000,
        },
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

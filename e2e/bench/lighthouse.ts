import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Figure } from './figures.ts'

const version = '12.8.2'
const chromeFlags = [
  '--headless=new',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]
const categories = ['performance', 'accessibility', 'best-practices'] as const

/** Lighthouse's points of a page, as a phone on a slow line has it, which is what it emulates. */
export function runLighthouse(url: string, chromium: string, jobs: number): Figure[] {
  const folder = mkdtempSync(join(tmpdir(), 'waybill-lighthouse-'))
  const report = join(folder, 'report.json')
  const { status, stderr } = spawnSync(
    'npx',
    [
      '-y',
      `lighthouse@${version}`,
      url,
      '--quiet',
      '--output=json',
      `--output-path=${report}`,
      `--only-categories=${categories.join(',')}`,
      `--chrome-flags=${chromeFlags.join(' ')}`,
    ],
    { encoding: 'utf8', timeout: 300_000, env: { ...process.env, CHROME_PATH: chromium } },
  )
  try {
    if (status !== 0) throw new Error(`lighthouse ended with ${status}: ${stderr.slice(-400)}`)
    const read = JSON.parse(readFileSync(report, 'utf8')) as {
      categories: Record<string, { score: number | null }>
    }
    return categories.map((name) => ({
      what: `Lighthouse ${version}: ${name}`,
      jobs,
      value: (read.categories[name]?.score ?? 0) * 100,
      unit: 'points',
      floor: { what: 'all of them', value: 100 },
    }))
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

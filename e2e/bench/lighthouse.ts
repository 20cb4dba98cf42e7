import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Figure, percentile } from './figures.ts'

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

type Category = (typeof categories)[number]
type Points = Readonly<Record<Category, number>>

/** Lighthouse's points of a page on a desktop's window and line, which it emulates: the middle of several runs. */
export function runLighthouse(
  url: string,
  chromium: string,
  { jobs, times }: { readonly jobs: number; readonly times: number },
): Figure[] {
  const runs = Array.from({ length: times }, () => runOnce(url, chromium))
  return categories.map((name) => ({
    what: `Lighthouse: ${name}`,
    jobs,
    value: percentile(
      runs.map((points) => points[name]),
      50,
    ),
    unit: 'points',
    floor: { what: 'all of them', value: 100 },
  }))
}

function runOnce(url: string, chromium: string): Points {
  const folder = mkdtempSync(join(tmpdir(), 'waybill-lighthouse-'))
  const report = join(folder, 'report.json')
  const { status, stderr } = spawnSync(
    'npx',
    [
      '-y',
      `lighthouse@${version}`,
      url,
      '--preset=desktop',
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
    const points = categories.map((name) => [name, (read.categories[name]?.score ?? 0) * 100])
    return Object.fromEntries(points) as Points
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

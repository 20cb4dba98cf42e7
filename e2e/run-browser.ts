import { spawnSync } from 'node:child_process'
import { findChromium } from './find-chromium.ts'

// `npm run e2e`: the stories in a real browser; what follows `--` goes to Playwright.
const { path, how } = findChromium(process.env, (line) => process.stdout.write(`${line}\n`))
process.stdout.write(`Chromium: ${path} (${how})\n`)
const { status } = spawnSync(
  'npx',
  ['playwright', 'test', '--config', 'e2e/playwright.config.ts', ...process.argv.slice(2)],
  { stdio: 'inherit', env: { ...process.env, CHROMIUM_PATH: path } },
)
process.exitCode = status ?? 1

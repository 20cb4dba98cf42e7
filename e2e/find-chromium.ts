import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { chromium } from '@playwright/test'
import { installDebian } from './install-debian.ts'

export type Found = { readonly path: string; readonly how: string }

/**
 * A Chromium that starts: the one named by `CHROMIUM_PATH`, Playwright's own, one on the machine,
 * else one installed now (Playwright's download; where that is out of reach, Debian's package).
 * Throws with the ways to mend it when there is none to be had.
 */
export function findChromium(env: NodeJS.ProcessEnv, say: (line: string) => void): Found {
  if (env.CHROMIUM_PATH) return named(env.CHROMIUM_PATH)
  return playwrights() ?? machines() ?? downloaded(say) ?? debians(say) ?? none()
}

function named(path: string): Found {
  if (!starts(path)) throw new Error(`CHROMIUM_PATH=${path} does not start (${path} --version).`)
  return { path, how: 'named by CHROMIUM_PATH' }
}

function playwrights(): Found | null {
  const path = chromium.executablePath()
  return existsSync(path) && starts(path) ? { path, how: "Playwright's own" } : null
}

const usual = [
  // The first choice: a whole Chromium also builds a window around each page, which nobody sees.
  '/usr/bin/chromium-headless-shell',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome-stable',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
]

function machines(): Found | null {
  // Asked for its version, not only looked for: on Ubuntu the name may be a stub that installs a snap.
  const path = usual.find((candidate) => existsSync(candidate) && starts(candidate))
  return path === undefined ? null : { path, how: 'found on this machine' }
}

function downloaded(say: (line: string) => void): Found | null {
  say('No Chromium here. Trying Playwright’s download …')
  spawnSync('npx', ['playwright', 'install', 'chromium'], { stdio: 'ignore', timeout: 300_000 })
  const found = playwrights()
  return found && { ...found, how: 'downloaded by Playwright just now' }
}

function debians(say: (line: string) => void): Found | null {
  for (const name of ['chromium-headless-shell', 'chromium']) {
    installDebian(name, say)
    const found = machines()
    if (found) return { ...found, how: 'installed from Debian’s packages just now' }
  }
  return null
}

function none(): never {
  throw new Error(
    'The browser tests need a Chromium, and none could be found or installed. Do one of these:\n' +
      '  npx playwright install chromium\n' +
      '  apt-get install chromium\n' +
      '  CHROMIUM_PATH=/path/to/chromium npm test',
  )
}

function starts(path: string): boolean {
  return spawnSync(path, ['--version'], { timeout: 20_000 }).status === 0
}

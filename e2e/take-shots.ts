import { join } from 'node:path'
import { type BrowserContextOptions, chromium, type Page } from '@playwright/test'
import { findChromium } from './find-chromium.ts'
import { aFolder, removeFolder, setFaults, startDemo, startEmulator, startMain } from './servers.ts'

// `node e2e/take-shots.ts [folder]`: the pictures of the README, and one of every state to look at.
const folder = process.argv[2] ?? join(import.meta.dirname, 'shots')
const say = (line: string) => process.stdout.write(`${line}\n`)
const browser = await chromium.launch({ executablePath: findChromium(process.env, say).path })

const locales = { '': 'en', '-zh': 'zh-CN' }
const sizes = { '': { width: 1440, height: 900 }, '-phone': { width: 390, height: 844 } }

type Look = { readonly suffix: string; readonly options: BrowserContextOptions }

const looks: readonly Look[] = Object.entries(sizes).flatMap(([size, viewport]) =>
  Object.entries(locales).flatMap(([language, locale]) =>
    (['light', 'dark'] as const).map((colorScheme) => ({
      suffix: `-${colorScheme}${size}${language}`,
      options: { viewport, locale, colorScheme },
    })),
  ),
)

/** Takes pictures of some states in every size, theme and language. */
async function eachLook(take: (page: Page, name: (state: string) => string) => Promise<void>) {
  for (const { suffix, options } of looks) {
    const context = await browser.newContext({
      ...options,
      timezoneId: 'Asia/Shanghai',
      reducedMotion: 'reduce',
    })
    await take(await context.newPage(), (state) => join(folder, `${state}${suffix}.png`))
    await context.close()
  }
}

const data = aFolder()
const main = await startDemo(data)
const rows = 'tbody tr[aria-rowindex]'
const open = async (page: Page, path: string) => {
  await page.goto(main.url + path)
  await page.waitForSelector(`${rows}, h2`)
  await page.waitForTimeout(4000)
}

await eachLook(async (page, name) => {
  await open(page, '/jobs')
  await page.screenshot({ path: name('list') })
  await open(page, '/jobs?status=completed&status=interrupted&createdFrom=-P30D&color=red')
  await page.screenshot({ path: name('filtered') })
  await open(page, '/jobs?strategy=nearest-region')
  await page.locator(`${rows} a`).nth(3).click()
  await page.waitForTimeout(1500)
  await page.screenshot({ path: name('drawer') })
  const jobId = new URL(page.url()).searchParams.get('job')
  await open(page, `/jobs/${jobId}`)
  await page.screenshot({ path: name('page') })
  await open(page, `/jobs?job=${jobId}&tab=json`)
  await page.screenshot({ path: name('received') })
  await open(page, '/jobs?density=compact')
  await page.screenshot({ path: name('compact') })
  await page.keyboard.press('Control+k')
  await page.waitForTimeout(1000)
  await page.keyboard.type('status:completed frank')
  await page.waitForTimeout(1500)
  await page.screenshot({ path: name('palette') })
  await open(page, '/jobs')
  await page.keyboard.press('?')
  await page.waitForTimeout(1000)
  await page.screenshot({ path: name('keys') })
  await page.goto(`${main.url}/connections`)
  await page.waitForTimeout(2500)
  await page.screenshot({ path: name('connections') })
  await open(page, '/jobs?status=interrupted&targetRegion=us-west-1&createdFrom=-PT1H')
  await page.screenshot({ path: name('no-match') })
})
for (const [state, fault] of [
  ['throttled', { kind: 'throttle' }],
  ['stale', { kind: 'error-503' }],
  ['needs-you', { kind: 'needs-instance', instanceId: 'iot-060abc' }],
] as const) {
  await setFaults(main.control, [fault])
  await new Promise((resolve) => setTimeout(resolve, 6000))
  await eachLook(async (page, name) => {
    await open(page, '/jobs')
    await page.screenshot({ path: name(state) })
  })
}
await main.stop()
removeFolder(data)

for (const [state, args] of [
  ['first-sync', ['--jobs', '128406', '--latency', '400']],
  ['empty', ['--jobs', '0', '--frozen']],
] as const) {
  const emulated = await startEmulator(...args)
  const place = aFolder()
  const served = await startMain(emulated, place)
  await new Promise((resolve) => setTimeout(resolve, 6000))
  await eachLook(async (page, name) => {
    await page.goto(`${served.url}/jobs`)
    await page.waitForTimeout(3000)
    await page.screenshot({ path: name(state) })
  })
  await Promise.all([served.stop(), emulated.stop()])
  removeFolder(place)
}
await browser.close()

import { setTimeout } from 'node:timers/promises'
import type { Browser, Page } from '@playwright/test'
import { bytesBefore, countRequests, seenFirst, watch } from './in-page.ts'
import { desktop, startQuietBrowser } from './quiet-browser.ts'

/** A dashboard as a browser comes to it. */
export type Site = {
  readonly url: string
  /** Of a row of its list. */
  readonly row: string
}

export type Visits = {
  readonly coldMs: number[]
  readonly warmMs: number[]
  /** Over the wire until the first row is seen, nothing known before. */
  readonly bytes: number
}

/** So many readers, each of whom comes for the first time, and again; see `QuietBrowser`. */
export async function visitOften(
  chromium: string,
  site: Site,
  times: number,
  slowedBy = 1,
): Promise<Visits> {
  const { script, ms } = seenFirst(site.row)
  const coldMs: number[] = []
  const warmMs: number[] = []
  let bytes = 0
  const browser = await startQuietBrowser(chromium)
  try {
    for (let n = 0; n < times; n += 1) {
      const reader = await browser.newReader({ script, slowedBy })
      await reader.go(site.url)
      const cold = await reader.evaluate<number>(ms)
      coldMs.push(cold)
      bytes = await reader.evaluate<number>(bytesBefore(cold))
      await setTimeout(1000)
      await reader.go('about:blank')
      // Not while the browser still clears away what it left.
      await setTimeout(1000)
      await reader.go(site.url)
      warmMs.push(await reader.evaluate<number>(ms))
      await reader.close()
    }
  } finally {
    await browser.stop()
  }
  return { coldMs, warmMs, bytes }
}

/** One that is there, for what is done with it. */
export async function openPage(browser: Browser, site: Site): Promise<Page> {
  const context = await browser.newContext({ viewport: desktop, locale: 'en-US' })
  const page = await context.newPage()
  await page.addInitScript(watch)
  await page.goto(site.url)
  await page.locator(site.row).first().waitFor()
  return page
}

/** Requests of a page that nobody touches, in a minute. */
export async function countIdleCalls(page: Page, seconds: number): Promise<number> {
  await page.waitForTimeout(3000)
  const requests = countRequests(page)
  await page.waitForTimeout(seconds * 1000)
  return (requests() * 60) / seconds
}

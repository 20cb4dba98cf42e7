import type { Browser, Page } from '@playwright/test'
import { bytesBefore, countRequests, goAndSee, watchFirst } from './in-page.ts'

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

const window = { viewport: { width: 1440, height: 900 }, locale: 'en-US' }

/** So many readers, each of whom comes for the first time, and again; `spoil` makes it worse. */
export async function visitOften(
  browser: Browser,
  site: Site,
  times: number,
  spoil: (page: Page) => Promise<void> = async () => {},
): Promise<Visits> {
  const coldMs: number[] = []
  const warmMs: number[] = []
  let bytes = 0
  for (let n = 0; n < times; n += 1) {
    const context = await browser.newContext(window)
    const page = await context.newPage()
    await watchFirst(page, site.row)
    await spoil(page)
    coldMs.push(await goAndSee(page, site.url))
    bytes = await bytesBefore(page, coldMs.at(-1) ?? 0)
    await page.waitForTimeout(1000)
    await page.goto('about:blank')
    // Not while the browser still clears away what it left.
    await page.waitForTimeout(1000)
    warmMs.push(await goAndSee(page, site.url))
    await context.close()
  }
  return { coldMs, warmMs, bytes }
}

export async function openPage(browser: Browser, site: Site): Promise<Page> {
  const context = await browser.newContext(window)
  const page = await context.newPage()
  await watchFirst(page, site.row)
  await goAndSee(page, site.url)
  return page
}

/** Requests of a page that nobody touches, in a minute. */
export async function countIdleCalls(page: Page, seconds: number): Promise<number> {
  await page.waitForTimeout(3000)
  const requests = countRequests(page)
  await page.waitForTimeout(seconds * 1000)
  return (requests() * 60) / seconds
}

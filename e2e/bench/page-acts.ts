import type { Page } from '@playwright/test'
import { heapMb, type Interaction, timeFrames, timeInteraction } from './in-page.ts'

export type Acts = {
  readonly filter: Interaction[]
  readonly search: Interaction[]
  readonly drawer: Interaction[]
  readonly frames: number[]
  readonly heapMb: number
}

const statusCell = 'tbody tr[aria-rowindex] td.c-status'

/** What a reader does, so many times each, on a page that shows the list. */
export async function actOften(page: Page, jobIds: readonly string[], times: number) {
  const filter: Interaction[] = []
  const search: Interaction[] = []
  const drawer: Interaction[] = []
  const session = await page.context().newCDPSession(page)
  for (let n = 0; n < times; n += 1) {
    filter.push(await chooseStatus(page))
    search.push(await searchFor(page, jobIds[(n * 37) % jobIds.length] ?? ''))
    drawer.push(await openDrawer(page, n))
  }
  await page.locator('tbody').first().hover()
  const frames = await timeFrames(page, 3)
  return { filter, search, drawer, frames, heapMb: await heapMb(session) } satisfies Acts
}

/** The rarest status, so that hardly a row that is shown before is shown after. */
async function chooseStatus(page: Page): Promise<Interaction> {
  const tile = page.getByRole('button', { name: /^Interrupted/ })
  const sight = { selector: statusCell, each: 'Interrupted' }
  const took = await timeInteraction(page, 'click', sight, () => tile.click())
  await page.getByRole('button', { name: /^All/ }).click()
  await page.locator(statusCell).filter({ hasText: 'Completed' }).first().waitFor()
  return took
}

/** The last of the letters that are typed into the palette, until the job is offered. */
async function searchFor(page: Page, jobId: string): Promise<Interaction> {
  await page.keyboard.press('ControlOrMeta+k')
  await page.getByRole('dialog').waitFor()
  const typed = jobId.slice(2, 10)
  await page.keyboard.type(typed.slice(0, -1))
  const sight = { selector: '[role=option]', some: jobId }
  const took = await timeInteraction(page, 'input', sight, () =>
    page.keyboard.type(typed.slice(-1)),
  )
  await page.keyboard.press('Escape')
  await page.getByRole('dialog').waitFor({ state: 'hidden' })
  return took
}

async function openDrawer(page: Page, n: number): Promise<Interaction> {
  const link = page.locator('tbody tr[aria-rowindex] a').nth(2 + (n % 8))
  const sight = { selector: '.job-drawer' }
  const took = await timeInteraction(page, 'click', sight, () => link.click())
  await page.keyboard.press('Escape')
  await page.locator('.job-drawer').waitFor({ state: 'hidden' })
  return took
}

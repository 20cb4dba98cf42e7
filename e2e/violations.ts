import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from '@playwright/test'

/**
 * What axe finds on the page, once nothing fades or slides any more: half-transparent text has
 * another contrast.
 */
export async function violations(page: Page): Promise<string[]> {
  await page.evaluate(() =>
    Promise.allSettled(document.getAnimations().map((animation) => animation.finished)),
  )
  // Rows are like one another, and each costs axe as much as all else: the first few stand for all.
  const found = await new AxeBuilder({ page })
    // There is no frame of another origin, for which the other mode opens a page of its own.
    .setLegacyMode()
    .exclude('tbody tr[aria-rowindex]:nth-of-type(n+4)')
    // What is in order is many times as much as what is not, and nobody reads it.
    .options({ resultTypes: ['violations'] })
    .analyze()
  return found.violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join()}`)
}

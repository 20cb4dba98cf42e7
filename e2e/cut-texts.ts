import type { Page } from '@playwright/test'

/**
 * Texts in brackets (see `pseudo.ts`: words of ours) of which an ancestor with hidden overflow, or
 * the window, shows a part only. What has no brackets is data: ids and names may be cut. So may
 * the cells of the list, whose columns have widths while the job itself shows all, and the hint
 * in the box that finds things.
 */
export function cutTexts(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const cut = new Set<string>()
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    while (walker.nextNode()) {
      const text = walker.currentNode as Text
      if (!/[⟦⟧]/.test(text.data) || !text.parentElement?.checkVisibility()) continue
      if (text.parentElement.closest('tr[aria-rowindex] td, header button[aria-keyshortcuts] span'))
        continue
      const range = document.createRange()
      range.selectNodeContents(text)
      const box = range.getBoundingClientRect()
      for (
        let at: Element | null = text.parentElement;
        at && at !== document.body;
        at = at.parentElement
      ) {
        const { overflowX, overflowY, position } = getComputedStyle(at)
        const edge = at.getBoundingClientRect()
        // For a screen reader alone, or out of sight on purpose until the focus comes.
        if (edge.width <= 1 || edge.bottom < 0) break
        const hides = (overflow: string) => overflow === 'hidden' || overflow === 'clip'
        const isWide = hides(overflowX) && (box.right > edge.right + 1 || box.left < edge.left - 1)
        const isTall = hides(overflowY) && (box.bottom > edge.bottom + 2 || box.top < edge.top - 2)
        if (isWide || isTall) cut.add(`${text.data} in <${at.localName} class="${at.className}">`)
        if (/auto|scroll/.test(overflowX + overflowY) || position === 'fixed') break
      }
    }
    return [...cut]
  })
}

/**
 * What scrolls sideways inside the page, by its tag and class. Data tables and code may (WCAG 2.2,
 * 1.4.10); so may what says of itself that it goes on: the rows of buttons above the list, the chart.
 */
export function sidewaysScrolls(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const may = 'pre, code, [data-sideways], :has(> table), :has(> pre)'
    return [...document.querySelectorAll<HTMLElement>('body *')]
      .filter((element) => {
        const { overflowX } = getComputedStyle(element)
        return /auto|scroll/.test(overflowX) && element.scrollWidth > element.clientWidth + 1
      })
      .filter((element) => element.checkVisibility() && !element.matches(may))
      .map((element) => `<${element.localName} class="${element.className}">`)
  })
}

import type { Page } from '@playwright/test'

/** What the reader's eye would notice of the rows, frame by frame. */
export type Noted = {
  frames: number
  /** Rows that changed places, by number or by pixel, or vanished, while the scroll stood still. */
  moved: string[]
  scrolls: number[]
  /** The job whose link has the focus, `''`: none. */
  focused: string[]
}

/** A row's word for its status became another one, and was drawn. */
export type WordChange = { jobId: string; word: string; atMs: number }

type Watching = typeof window & { noted: Noted; words: WordChange[] }

/** From now on notes in the page where the rows stand. Call it once a page. */
export async function watchRows(page: Page): Promise<() => Promise<Noted>> {
  await page.evaluate(() => {
    const noted: Noted = { frames: 0, moved: [], scrolls: [], focused: [] }
    const jobOf = (link: Element | null | undefined) =>
      link instanceof HTMLAnchorElement ? (new URL(link.href).searchParams.get('job') ?? '') : ''
    const scrollerOf = (element: Element | null): Element => {
      for (let at = element; at; at = at.parentElement) {
        if (at.scrollHeight > at.clientHeight && getComputedStyle(at).overflowY !== 'visible') {
          return at
        }
      }
      return document.documentElement
    }
    const addNew = <T>(list: T[], value: T) => {
      if (list.at(-1) !== value) list.push(value)
    }
    const inRow = new Map<string, string>()
    const tops = new Map<string, number>()
    let drawn = new Set<string>()
    const note = () => {
      noted.frames += 1
      const scrollTop = scrollerOf(document.querySelector('tbody')?.parentElement ?? null).scrollTop
      const isStill = noted.scrolls.length === 0 || noted.scrolls.at(-1) === scrollTop
      const before = drawn
      drawn = new Set()
      for (const row of document.querySelectorAll('tbody tr[aria-rowindex]')) {
        const jobId = jobOf(row.querySelector('a'))
        const index = row.getAttribute('aria-rowindex') ?? ''
        const top = Math.round(row.getBoundingClientRect().top)
        const was = { jobId: inRow.get(index) ?? jobId, top: tops.get(jobId) ?? top }
        if (was.jobId !== jobId) noted.moved.push(`row ${index}: ${was.jobId}, ${jobId}`)
        if (was.top !== top) noted.moved.push(`${jobId}: ${was.top} px, ${top} px`)
        inRow.set(index, jobId)
        tops.set(jobId, top)
        drawn.add(jobId)
      }
      for (const jobId of before) {
        if (isStill && !drawn.has(jobId)) noted.moved.push(`${jobId} vanished`)
      }
      addNew(noted.scrolls, scrollTop)
      addNew(noted.focused, jobOf(document.activeElement))
      requestAnimationFrame(note)
    }
    ;(window as Watching).noted = noted
    note()
  })
  return () => page.evaluate(() => (window as Watching).noted)
}

/** From now on notes in the page each change of a row's status word, when it is drawn. */
export async function watchWords(page: Page): Promise<() => Promise<WordChange[]>> {
  await page.evaluate(() => {
    const words: WordChange[] = []
    const shown = new Map<string, string>()
    const look = () => {
      for (const row of document.querySelectorAll('tbody tr[aria-rowindex]')) {
        const link = row.querySelector('a')
        const jobId = link && new URL(link.href).searchParams.get('job')
        const word = row.querySelector('td.c-status')?.textContent?.trim() ?? ''
        if (!jobId || shown.get(jobId) === word) continue
        if (shown.has(jobId)) words.push({ jobId, word, atMs: Date.now() })
        shown.set(jobId, word)
      }
    }
    look()
    const table = document.querySelector('table')
    const observer = new MutationObserver(() => requestAnimationFrame(look))
    if (table) observer.observe(table, { subtree: true, childList: true, characterData: true })
    ;(window as Watching).words = words
  })
  return () => page.evaluate(() => (window as Watching).words)
}

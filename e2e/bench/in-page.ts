import type { CDPSession, Page } from '@playwright/test'

/** When a page shows what is waited for: elements that are there, and what all of them or one says. */
export type Sight = {
  readonly selector: string
  /** Each of them says just this. */
  readonly each?: string
  /** One of them contains this. */
  readonly some?: string
}

export type Interaction = {
  /** From the event to the first paint after it. */
  readonly paintMs: number
  /** From the event to the paint of what it asked for. */
  readonly doneMs: number
}

type Watching = typeof window & {
  whenSeen(sight: Sight, then: () => void): void
  afterPaint(then: () => void): void
  took?: { paintMs?: number; doneMs?: number }
  frameTimes: number[]
  isScrolling: boolean
}

/** To be run before any page's own script: what `timeInteraction` and `seenFirst` need there. */
export function watch() {
  const watching = window as Watching
  const isSeen = ({ selector, each, some }: Sight) => {
    const found = [...document.querySelectorAll(selector)].map(
      (element) => element.textContent?.trim() ?? '',
    )
    if (found.length === 0) return false
    if (each !== undefined && !found.every((text) => text === each)) return false
    return some === undefined || found.some((text) => text.includes(some))
  }
  // A message is handled after the frame in which it was sent was drawn.
  const afterFrame = (then: () => void) => {
    const { port1, port2 } = new MessageChannel()
    port1.onmessage = then
    port2.postMessage(null)
  }
  watching.afterPaint = (then) => requestAnimationFrame(() => afterFrame(then))
  watching.whenSeen = (sight, then) => {
    const look = () => (isSeen(sight) ? afterFrame(then) : requestAnimationFrame(look))
    requestAnimationFrame(look)
  }
}

/**
 * A script that watches for the first of these, and what then gives the milliseconds from the
 * navigation until it was painted: the page keeps it, for to ask it meanwhile would be work for it.
 */
export function seenFirst(selector: string) {
  const note = `whenSeen(${JSON.stringify({ selector })}, () => seen(performance.now()))`
  return {
    script: `(${watch})(); window.firstSeen = new Promise((seen) => ${note})`,
    ms: 'firstSeen',
  }
}

/** What the next event of this kind takes, once `act` has brought it about. */
export async function timeInteraction(
  page: Page,
  kind: 'click' | 'input',
  sight: Sight,
  act: () => Promise<void>,
): Promise<Interaction> {
  await page.evaluate(
    ({ kind, sight }) => {
      const watching = window as Watching
      const took: Watching['took'] = {}
      watching.took = took
      const begin = ({ timeStamp }: Event) => {
        watching.afterPaint(() => {
          took.paintMs = performance.now() - timeStamp
        })
        watching.whenSeen(sight, () => {
          took.doneMs = performance.now() - timeStamp
        })
      }
      addEventListener(kind, begin, { once: true, capture: true })
    },
    { kind, sight },
  )
  await act()
  const took = await page.waitForFunction(
    () => {
      const { took } = window as Watching
      return took?.doneMs === undefined || took.paintMs === undefined ? null : took
    },
    undefined,
    { timeout: 60_000 },
  )
  return (await took.jsonValue()) as Interaction
}

/** Turns the wheel over what is under the mouse for so long; how long each frame took. */
export async function timeFrames(page: Page, seconds: number): Promise<number[]> {
  await page.evaluate(() => {
    const watching = window as Watching
    watching.frameTimes = []
    watching.isScrolling = true
    let lastMs = performance.now()
    const note = () => {
      const nowMs = performance.now()
      watching.frameTimes.push(nowMs - lastMs)
      lastMs = nowMs
      if (watching.isScrolling) requestAnimationFrame(note)
    }
    requestAnimationFrame(note)
  })
  const endMs = performance.now() + seconds * 1000
  while (performance.now() < endMs) {
    await page.mouse.wheel(0, 120)
    await page.waitForTimeout(16)
  }
  return page.evaluate(() => {
    const watching = window as Watching
    watching.isScrolling = false
    return watching.frameTimes
  })
}

/** What scripts hold in memory after everything that can be let go was. */
export async function heapMb(session: CDPSession): Promise<number> {
  await session.send('HeapProfiler.collectGarbage')
  const { usedSize } = await session.send('Runtime.getHeapUsage')
  return usedSize / 2 ** 20
}

/** Counts what the page asks for from now on. */
export function countRequests(page: Page): () => number {
  let requests = 0
  page.on('request', () => {
    requests += 1
  })
  return () => requests
}

/** What came over the wire for the page until that moment after its navigation, heads and all. */
export function bytesBefore(atMs: number): string {
  const sum = (atMs: number) =>
    (
      [
        ...performance.getEntriesByType('navigation'),
        ...performance.getEntriesByType('resource'),
      ] as PerformanceResourceTiming[]
    )
      .filter(({ responseEnd }) => responseEnd <= atMs)
      .reduce((bytes, { transferSize }) => bytes + transferSize, 0)
  return `(${sum})(${atMs})`
}

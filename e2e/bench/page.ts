import { type Browser, chromium, type Page } from '@playwright/test'
import { findChromium } from '../find-chromium.ts'
import { type House, startMirrored } from './a-house.ts'
import { startBarePage } from './bare-page.ts'
import { type Figure, percentile, spread } from './figures.ts'
import { type Interaction, timeFrames, timeInteraction } from './in-page.ts'
import { runLighthouse } from './lighthouse.ts'
import { type Acts, actOften } from './page-acts.ts'
import type { Part, PartRun } from './part.ts'
import { startPeer } from './peer.ts'
import { countIdleCalls, openPage, type Site, type Visits, visitOften } from './visits.ts'
import { weighPackages } from './weights.ts'

type Amount = {
  readonly visits: number
  readonly acts: number
  readonly idleSeconds: number
  readonly lighthouses: number
}

/** One that is driven, and where it is: readers come with one of their own. */
type Chromium = { readonly browser: Browser; readonly path: string }

export const ourRow = 'tbody tr[aria-rowindex] a'
/** What bull-board says of a job's times; each job has one. */
const rowOfPeer = 'main [class^=timelineWrapper]'

/** What this machine and browser need for a page that has nothing to do. */
type BareFigures = {
  readonly visits: Visits
  readonly click: number[]
  readonly input: number[]
  readonly frames: number[]
}

async function measureBare(
  { browser, path }: Chromium,
  { visits, acts }: Amount,
): Promise<BareFigures> {
  const { site, serve, stop } = await startBarePage()
  try {
    await serve(50)
    const visited = await visitOften(path, site, visits)
    await serve(2000)
    const page = await openPage(browser, site)
    const click: number[] = []
    const input: number[] = []
    const sight = { selector: '#word', each: 'done' }
    const again = () => page.locator('#word').evaluate((word) => word.replaceChildren('idle'))
    for (let n = 0; n < acts; n += 1) {
      const clicked = await timeInteraction(page, 'click', sight, () =>
        page.getByRole('button').click(),
      )
      click.push(clicked.doneMs)
      await again()
      await page.locator('input').focus()
      const typed = await timeInteraction(page, 'input', sight, () => page.keyboard.type('x'))
      input.push(typed.doneMs)
      await again()
    }
    await page.locator('table').hover()
    const frames = await timeFrames(page, 3)
    await page.context().close()
    return { visits: visited, click, input, frames }
  } finally {
    await stop()
  }
}

function actFigures(acts: Acts, bare: BareFigures, jobs: number): Figure[] {
  const floor = { what: 'one word of a bare page', takes: [] as readonly number[] }
  const of = (what: string, takes: readonly Interaction[], takesOfFloor: readonly number[]) => [
    ...spread(
      `${what}, to the next paint`,
      jobs,
      takes.map(({ paintMs }) => paintMs),
      {
        ...floor,
        takes: takesOfFloor,
      },
    ),
    ...spread(
      `${what}, to its result`,
      jobs,
      takes.map(({ doneMs }) => doneMs),
      {
        ...floor,
        takes: takesOfFloor,
      },
    ),
  ]
  const framesASecond = (frames: readonly number[]) =>
    (frames.length * 1000) / frames.reduce((sum, one) => sum + one, 0)
  return [
    ...of('filter by status', acts.filter, bare.click),
    ...of('search in the palette', acts.search, bare.input),
    ...of('drawer', acts.drawer, bare.click),
    {
      what: 'scroll: frames',
      jobs,
      value: framesASecond(acts.frames),
      unit: 'a second',
      floor: { what: 'a bare page of 2,000 rows', value: framesASecond(bare.frames) },
    },
    ...spread('scroll: a frame', jobs, acts.frames, {
      what: 'of a bare page of 2,000 rows',
      takes: bare.frames,
    }),
    { what: 'heap after all that', jobs, value: acts.heapMb, unit: 'MB' },
  ]
}

export function visitFigures(
  visits: Visits,
  jobs: number | null,
  who: string,
  bare: Visits,
): Figure[] {
  const floor = 'a bare page of 50 rows'
  return [
    ...spread(`${who}first row, cold`, jobs, visits.coldMs, { what: floor, takes: bare.coldMs }),
    ...spread(`${who}first row, warm`, jobs, visits.warmMs, { what: floor, takes: bare.warmMs }),
  ]
}

async function measureOurs(
  { browser, path }: Chromium,
  jobs: number,
  bare: BareFigures,
  run: PartRun,
) {
  const { note, say } = run
  const { visits, acts, idleSeconds } = amountOf(run)
  const house = await startMirrored({ jobs, say })
  try {
    const site = { url: `${house.main().url}/jobs`, row: ourRow }
    say(`Waybill's page over ${jobs} jobs`)
    const visited = await visitOften(path, site, visits)
    note(...visitFigures(visited, jobs, '', bare.visits))
    const page = await openPage(browser, site)
    const calls = await countIdleCalls(page, idleSeconds)
    note(...actFigures(await actOften(page, await someIds(house), acts), bare, jobs))
    await page.context().close()
    return { visited, calls, house: { url: site.url } }
  } finally {
    await house.stop()
  }
}

async function someIds(house: House): Promise<string[]> {
  const reply = await fetch(`${house.main().url}/api/jobs?pageSize=200&sort=createdAt`)
  return ((await reply.json()) as { jobs: { jobId: string }[] }).jobs.map(({ jobId }) => jobId)
}

type Ours = Awaited<ReturnType<typeof measureOurs>>

async function comparePeer(
  { browser, path }: Chromium,
  jobs: number,
  ours: Ours,
  bare: BareFigures,
  run: PartRun,
) {
  const { note, say } = run
  const { visits, acts, idleSeconds } = amountOf(run)
  const peer = await startPeer(jobs, say)
  if (peer === null) return say('no Redis here: bull-board is left out')
  try {
    const site: Site = { url: `${peer.url}/queue/distribution`, row: rowOfPeer }
    const visited = await visitOften(path, site, visits)
    note(...visitFigures(visited, jobs, 'bull-board: ', bare.visits))
    const page = await openPage(browser, site)
    const calls = await countIdleCalls(page, idleSeconds)
    const filter: Interaction[] = []
    for (let n = 0; n < acts; n += 1) filter.push(await choosePeerStatus(page))
    await page.context().close()
    const takes = filter.map(({ doneMs }) => doneMs)
    const floor = { what: 'one word of a bare page', takes: bare.click }
    note(...spread('bull-board: filter by status, to its result', jobs, takes, floor))
    const beside = (what: string, value: number, theirs: number, unit: 'bytes' | 'calls') =>
      note({ what, jobs: null, value, unit, floor: { what: 'bull-board', value: theirs } })
    beside('bytes until the first row', ours.visited.bytes, visited.bytes, 'bytes')
    beside('requests a minute of a page that rests', ours.calls, calls, 'calls')
    for (const kind of ['coldMs', 'warmMs'] as const) {
      note({
        what: `first row, ${kind === 'coldMs' ? 'cold' : 'warm'}, beside bull-board`,
        jobs: null,
        value: percentile(ours.visited[kind], 50),
        unit: 'ms',
        floor: { what: 'bull-board', value: percentile(visited[kind], 50) },
      })
    }
  } finally {
    await peer.stop()
  }
}

/** From the jobs that wait to those that have ended. */
async function choosePeerStatus(page: Page): Promise<Interaction> {
  const sight = { selector: rowOfPeer, some: 'Finished' }
  const tab = (status: string) => page.locator(`main a[href$="${status}"]`).first()
  await tab('status=waiting').click()
  await page.locator(rowOfPeer).first().waitFor()
  await page.locator(rowOfPeer).filter({ hasText: 'Finished' }).first().waitFor({ state: 'hidden' })
  return timeInteraction(page, 'click', sight, () => tab('status=completed').click())
}

async function lighthouseOver(jobs: number, chromiumPath: string, run: PartRun) {
  const { note, say } = run
  const { lighthouses: times } = amountOf(run)
  const house = await startMirrored({ jobs, say })
  say('Lighthouse')
  try {
    note(...runLighthouse(`${house.main().url}/jobs`, chromiumPath, { jobs, times }))
  } finally {
    await house.stop()
  }
}

function amountOf({ extent }: PartRun): Amount {
  return extent.isFull
    ? { visits: 15, acts: 20, idleSeconds: 60, lighthouses: 5 }
    : { visits: 4, acts: 5, idleSeconds: 20, lighthouses: 3 }
}

export const page: Part = {
  title: 'The page',
  about: [
    'The built page in a real Chromium, 1440 × 900, over the emulator; a mirror that is whole, a first walk going on. First row: from the navigation to the frame in which a row is painted, in a browser that no tool listens to; cold with an empty cache, warm when the same browser comes again, a second after it left.',
    'Interactions: from the event’s own time stamp to the next paint, and to the paint of what it asked for: rows of that status alone, the job in the palette, the drawer. The floor is a page without anything to do, from the bare server.',
    'bull-board (on Redis, on the same machine, with as many jobs) is the nearest dashboard of jobs that runs from npm. It shows ten jobs a page, and its server does not compress.',
    'A chunk is compressed as a whole; each package is given its share by length. Lighthouse 12.8.2 emulates a desktop; the middle of its runs.',
  ],
  async run(run) {
    run.note(...(await weighPackages()))
    const { path } = findChromium(process.env, run.say)
    const browser = await chromium.launch({ executablePath: path })
    try {
      const found = { browser, path }
      const bare = await measureBare(found, amountOf(run))
      for (const jobs of run.extent.sizes) {
        const ours = await measureOurs(found, jobs, bare, run)
        if (jobs === run.extent.sizes[0]) await comparePeer(found, jobs, ours, bare, run)
      }
    } finally {
      await browser.close()
    }
    await lighthouseOver(run.extent.sizes[0] ?? 10_000, path, run)
  },
}

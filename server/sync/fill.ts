import type { Clock } from '../clock.ts'
import { AppError } from '../errors.ts'
import type { Reach, SourcePage } from '../jobs/job-source.ts'
import type { PartQuery, SweepPart } from '../jobs/job-store.ts'
import type { AtOnce } from './at-once.ts'
import { mostParts, planParts } from './fill-plan.ts'
import { isOfTheDisk, isoOf } from './health.ts'
import type { Ask } from './look.ts'
import type { Ahead, Mirror } from './mirror.ts'
import { createNewcomers } from './newcomers.ts'
import { createSeveral } from './several.ts'
import { isLooping, quietRestarts } from './sweep.ts'
import {
  advancePart,
  endOfParts,
  isOfPart,
  isReadToEnd,
  jobsInParts,
  keyOf,
  longestPart,
  nameOf,
  partQuery,
  startPart,
  withoutParts,
} from './sweep-parts.ts'
import { createTrail, type Trail } from './trail.ts'

export type FillParts = {
  readonly mirror: Pick<Mirror, 'record' | 'setWalk' | 'changeWalk'>
  readonly ask: Ask
  readonly clock: Clock
  readonly signal: AbortSignal
  readonly isWell: () => boolean
  readonly atOnce: AtOnce
  readonly reach: Reach
  /** A page of a part was taken in. */
  readonly onPage: () => void
}

/** Pages of the whole list to learn of further values from, at most: one in so many. */
const pagesPerLesson = 25
const mostLessons = 8
const triesToProve = 3
const triesOfPart = 3

/**
 * The first walk over a long list where one token after the other would leave slots unused: the
 * lists of all products (or target accounts) instead of the one list, several at once, the longest
 * first. The page that the walk began with tells which there are. Together they are a whole walk
 * once they held as many jobs as the whole list: asked after them, or before, with those that came
 * since. Then no job is in none of them, for what parts them never changes. Until that is seen
 * nothing is whole, and wherever it cannot be (an unknown product, a filter that is ignored, tokens
 * that are refused again and again), the walk over the one list goes on from its first page. How far
 * each part has come is kept with its pages, so that another process goes on from there.
 */
// biome-ignore lint/complexity/noExcessiveLinesPerFunction: one closure over one state, each part short
export function createFill({ mirror, ask, clock, signal, atOnce, ...parts }: FillParts) {
  const { pageSize: size, numberedPages } = parts.reach
  const newcomers = createNewcomers()
  const trails = new Map<string, Trail>()
  /** Of a part, in a row. */
  const failures = new Map<string, number>()
  /** Values that a page of the whole list showed, and of which there is no part yet. */
  const news = new Set<string>()
  let isCovered = mirror.record().current?.isCovered ?? false
  let isGivenUp = false
  /** Begun by this process, and not yet known to be worth it. */
  let isNew = false

  const partsNow = () => mirror.record().current?.parts ?? []
  const isOn = () => !isGivenUp && !signal.aborted && parts.isWell() && partsNow().length > 0
  const jobsNow = () => {
    const { current } = mirror.record()
    return current?.parts ? jobsInParts(current) : null
  }

  function giveUp() {
    isGivenUp = true
  }

  function noteNews({ jobs }: Pick<SourcePage, 'jobs'>) {
    const [first] = partsNow()
    if (!first || isCovered) return
    const known = new Set(partsNow().map(({ of }) => nameOf(of)))
    const key = keyOf(first.of)
    for (const job of jobs) if (!known.has(job[key])) news.add(job[key])
    if (known.size + news.size > mostParts) giveUp()
  }

  /** Where the walk stands once `change` has come to its parts. */
  function goOn(change: (part: SweepPart) => SweepPart): ReturnType<Ahead> {
    const { current, last } = mirror.record()
    const [first] = current?.parts ?? []
    if (!current?.parts || !first) return { current, last }
    const more = [...news].map((value) => startPart(current, partQuery(keyOf(first.of), value)))
    news.clear()
    const known = { ...current, ...(isCovered && { isCovered }) }
    const walk = { ...known, parts: [...current.parts.map(change), ...more] }
    return endOfParts(walk, isoOf(clock.wallMs())) ?? { current: walk, last }
  }

  const only = (of: PartQuery, change: (part: SweepPart) => SweepPart) => (part: SweepPart) =>
    nameOf(part.of) === nameOf(of) ? change(part) : part

  async function restart({ of, restarts }: SweepPart) {
    if (restarts >= quietRestarts) return giveUp()
    trails.delete(nameOf(of))
    await mirror.changeWalk((walk) => {
      const begun = only(of, () => startPart(walk, of, restarts + 1))
      return { ...walk, parts: (walk.parts ?? []).map(begun) }
    })
  }

  async function readPage(part: SweepPart) {
    const { of, pages } = part
    const trail = trails.get(nameOf(of)) ?? createTrail()
    trails.set(nameOf(of), trail)
    const nextToken = part.nextToken ?? undefined
    if (nextToken !== undefined) trail.follow(nextToken)
    const reply = await ask(of, { size, nextToken, page: pages + 1 }, 'sweep')
    atOnce.note(reply.page)
    if (pages === 0) newcomers.see(reply.page.jobs)
    if (!isOfPart(reply.page, of)) return giveUp()
    // Of a token that was left alone for minutes: some upstreams say no more of one that is void.
    const isCutShort = reply.page.nextToken === null && reply.page.jobs.length === 0
    if (nextToken !== undefined && isCutShort && part.jobsRead < (part.jobCount ?? 0)) {
      throw new AppError(
        'token-refused',
        'The list ended before the jobs that it was said to have.',
      )
    }
    const ahead = (page: SourcePage) =>
      goOn(only(of, (before) => advancePart(before, page, isoOf(clock.wallMs()))))
    await reply.take(ahead)
    parts.onPage()
    trail.see(reply.page.jobs)
    const after = partsNow().find((one) => nameOf(one.of) === nameOf(of))
    if (after && isLooping(after, trail.signs())) giveUp()
    if (after?.isEnded) trails.delete(nameOf(of))
    failures.delete(nameOf(of))
  }

  function readOrRestart(part: SweepPart) {
    return readPage(part).catch((error) => {
      if (error instanceof AppError && error.code === 'token-refused') return restart(part)
      const name = nameOf(part.of)
      const failed = (failures.get(name) ?? 0) + 1
      failures.set(name, failed)
      // The walk over the one list may be fine all the time.
      if (!isOfTheDisk(error) && failed >= triesOfPart) return giveUp()
      throw error
    })
  }

  const several = createSeveral<SweepPart>({
    isOn,
    atOnce: atOnce.calls,
    nameOf: ({ of }: SweepPart) => nameOf(of),
  })
  const longest = () => longestPart(partsNow().filter((part) => !several.isBusy(part)))
  const readOn = () => several.work(readOrRestart, longest)
  const areBegun = () => partsNow().every(({ pages }) => pages > 0)
  /** One of which nothing was read is the longest: further pages only use slots that are left. */
  const readFirstPages = () =>
    several.work(readOrRestart, () => (areBegun() ? null : longest()), areBegun)

  async function readWhole(number: number | undefined, ahead: Ahead) {
    const reply = await ask({}, { size, number, page: number ?? 1 }, 'sweep')
    noteNews(reply.page)
    await reply.take(ahead)
    parts.onPage()
    return reply.page
  }

  /** Where the parts lack jobs, pages further back may show whose. */
  async function learn() {
    const told = mirror.record().current?.jobCount ?? 0
    const last = Math.min(numberedPages, Math.floor(told / size))
    const lessons = Math.min(mostLessons, Math.ceil(told / size / pagesPerLesson))
    for (let lesson = 0; isOn() && (jobsNow() ?? told) < told; lesson++) {
      if (lesson === lessons) return giveUp()
      const number = Math.max(1, Math.round(last * (1 - lesson / lessons)))
      await readWhole(number, () => goOn((part) => part))
      await readFirstPages()
    }
    // Answers that do not count what was asked for, or were slow but at first.
    const isOdd = (jobsNow() ?? Number.POSITIVE_INFINITY) > told + size + told / 10
    if (isOdd || !atOnce.isMoreThanOne()) return giveUp()
    isNew = false
    if (!cover(told)) await compare()
  }

  /** A part that has come to its end is asked once more how long it is. */
  async function recount({ of }: SweepPart) {
    const reply = await ask(of, { size, page: 1 }, 'sweep')
    const recounted = (part: SweepPart) => ({ ...part, jobCount: reply.page.jobCount })
    newcomers.see(reply.page.jobs)
    await reply.take(() => goOn(only(of, recounted)))
  }

  /** Do the parts hold all jobs that were told of, and those alone that came since? */
  function cover(told: number | null): boolean {
    const come = newcomers.count()
    isCovered ||= told !== null && come !== null && jobsNow() === told + come
    return isCovered
  }

  async function prove() {
    for (let tries = 0; isOn() && isReadToEnd(partsNow()); tries++) {
      if (tries === triesToProve && !isCovered) return giveUp()
      const { jobs, jobCount } = await compare()
      const left = partsNow().slice()
      newcomers.begin(jobs)
      await several.work(recount, () => left.shift() ?? null)
      cover(jobCount)
    }
  }

  /** Ends the walk where the parts are read and hold as many jobs as the whole list says. */
  function compare() {
    const tell = weigh()
    return readWhole(undefined, (page) => {
      tell(page)
      return goOn((part) => part)
    })
  }

  /** A look at the whole list begins: do the parts hold as many jobs as it will say? */
  function weigh(): (page: Pick<SourcePage, 'jobs' | 'jobCount'>) => void {
    const before = jobsNow()
    return (page) => {
      noteNews(page)
      if (before !== null && page.jobCount === before) isCovered = true
    }
  }

  return {
    weigh,
    /** The walk has read its first page: shall it go on by parts? */
    begin(page: SourcePage) {
      const { current } = mirror.record()
      const plan = current && planParts(page, parts.reach, atOnce)
      if (!plan) return
      newcomers.begin(page.jobs)
      isNew = true
      const begun = [...plan.values].map((value) => startPart(current, partQuery(plan.key, value)))
      mirror.setWalk({ ...current, parts: begun })
    },
    /** Until it is whole, given up, or something fails, which it throws. */
    async run() {
      try {
        if (isNew) await readFirstPages()
        const steps = isNew && areBegun() ? [learn, readOn, prove] : [readOn, prove]
        for (const step of steps) if (isOn()) await step()
      } finally {
        await several.end()
      }
      const { current } = mirror.record()
      if (isGivenUp && current) mirror.setWalk(withoutParts(current))
    },
  }
}

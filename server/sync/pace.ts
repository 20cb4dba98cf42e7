/** Every period of the sync, in milliseconds: what it costs the upstream, and how fresh it keeps us. */
export type Pace = {
  /** From the start of one cycle over the active jobs to the start of the next. */
  readonly cycleMs: number
  /**
   * The same while the first walk comes on, which then has nearly all of the quota: hardly less than
   * `gapMs`, so that no gap comes of it.
   */
  readonly cycleWhileFillingMs: number
  /** The time that a cycle takes at least for each of its calls: the cycle's price a second. */
  readonly perCallMs: number
  /** The head of the list is looked at anew before its last look is this old. */
  readonly headWithinMs: number
  /** Not to have looked for longer than this is a gap in observing. */
  readonly gapMs: number
  /** Between the first two tries while the upstream fails; then twice as long each time. */
  readonly firstBackoffMs: number
  /** At least this often, so that the upstream's recovery is seen in 5 s. */
  readonly longestBackoffMs: number
  /** Between tries while the disk takes nothing in. */
  readonly whileDiskFailsMs: number
  /** A job of which a look by id found nothing is asked for again after this. */
  readonly lostAgainMs: number
  /** Still active by id, yet on no active page: the two answers crossed, or will agree soon. */
  readonly stillActiveMs: number
  readonly shortestPauseMs: number
  readonly longestPauseMs: number
  /** The shortest pause between two walks while jobs may have vanished. */
  readonly doubtPauseMs: number
  /** Before a walk that broke off begins again; longer and longer from the fourth time on. */
  readonly restartPauseMs: number
  readonly longestRestartPauseMs: number
  /** Between two looks by id for jobs that walks did not list. */
  readonly betweenDoubtsMs: number
  /** The same where no walk could prove anything: there may be no end to those. */
  readonly betweenWeakDoubtsMs: number
  /** Between two tries to learn what the upstream's refusal of an id means. */
  readonly betweenLessonsMs: number
  /** How long nobody's looking a job up asks upstream again after it was not found. */
  readonly missLastsMs: number
  /** How long an answer to "check now" stands for all who ask the same. */
  readonly answerLastsMs: number
  /** Calls for people: one in this time on average. */
  readonly personCallMs: number
  /** How often one that waits for something looks whether it has come. */
  readonly betweenChecksMs: number
}

const second = 1000
const minute = 60 * second

/** The product's own pace: changes within 2 s, new jobs within 3 s, for less than 2 calls a second. */
export const steadyPace: Pace = {
  cycleMs: 1400,
  cycleWhileFillingMs: 27 * second,
  perCallMs: 550,
  headWithinMs: 2850,
  gapMs: 30 * second,
  firstBackoffMs: 500,
  longestBackoffMs: 1500,
  whileDiskFailsMs: 10 * second,
  lostAgainMs: minute,
  stillActiveMs: 5 * second,
  shortestPauseMs: 5 * minute,
  longestPauseMs: 60 * minute,
  doubtPauseMs: minute,
  restartPauseMs: second,
  longestRestartPauseMs: 5 * minute,
  betweenDoubtsMs: second,
  betweenWeakDoubtsMs: 10 * second,
  betweenLessonsMs: 10 * minute,
  missLastsMs: minute,
  answerLastsMs: 2 * second,
  personCallMs: second,
  betweenChecksMs: 250,
}

import type { Clock } from '../clock.ts'
import { AppError } from '../errors.ts'
import type { Pace } from './pace.ts'

export type RefusedIdsParts = {
  readonly clock: Clock
  readonly pace: Pace
  /** 0 to 1. */
  readonly random: () => number
}

export type Lesson = {
  /** What the upstream said of `jobId`. */
  readonly error: unknown
  readonly jobId: string
  /** A job that the upstream listed not long ago; `null`: none is known. */
  readonly listedJobId: string | null
  /** One call; throws what the look throws. */
  readonly ask: (jobId: string) => Promise<unknown>
}

export type RefusedIds = ReturnType<typeof createRefusedIds>

/**
 * What it means that the upstream refuses an id. Its documents do not say whether it answers with
 * an empty list for a job that it does not know: if it refuses an id that cannot exist with the
 * same code, and answers for a job that does, then that code says "no such job".
 */
export function createRefusedIds({ clock, pace, random }: RefusedIdsParts) {
  const meaning = new Map<string, 'no-such-job' | 'something-else'>()
  let triedAtMs = Number.NEGATIVE_INFINITY

  function isDue(): boolean {
    return clock.monotonicMs() - triedAtMs >= pace.betweenLessonsMs
  }

  return {
    saysNoSuchJob(error: unknown): boolean {
      return meaning.get(codeOf(error) ?? '') === 'no-such-job'
    },
    /** Two calls at most, and those seldom; none for a code that is known. Never throws. */
    async learn({ error, jobId, listedJobId, ask }: Lesson): Promise<void> {
      const code = codeOf(error)
      const madeUp = makeUp(jobId, random)
      if (code === null || meaning.has(code) || madeUp === jobId || !isDue()) return
      if (listedJobId === null || listedJobId === jobId) return
      triedAtMs = clock.monotonicMs()
      const said = await outcomeOf(ask(madeUp))
      if (said === 'answered') meaning.set(code, 'something-else')
      if (said !== code) return
      // Where it refuses every id, as in an outage, the code says nothing of one job.
      if ((await outcomeOf(ask(listedJobId))) === 'answered') meaning.set(code, 'no-such-job')
    },
  }
}

/** The code by which the upstream refuses a call; `null`: it did not, or gave none. */
function codeOf(error: unknown): string | null {
  if (!(error instanceof AppError) || error.code !== 'request-refused') return null
  return error.details.upstreamCode ?? null
}

async function outcomeOf(asked: Promise<unknown>): Promise<string | null> {
  return asked.then(() => 'answered', codeOf)
}

const alphabets = [
  '0123456789',
  'abcdefghijklmnopqrstuvwxyz',
  'ABCDEFGHIJKLMNOPQRSTUVWXYZ',
] as const

/** An id of the same shape, so that its form is no reason to refuse it; each letter is another. */
function makeUp(jobId: string, random: () => number): string {
  return [...jobId].map((letter) => anotherLike(letter, random)).join('')
}

function anotherLike(letter: string, random: () => number): string {
  const alphabet = alphabets.find((letters) => letters.includes(letter))
  if (alphabet === undefined) return letter
  const step = 1 + Math.floor(random() * (alphabet.length - 1))
  return alphabet[(alphabet.indexOf(letter) + step) % alphabet.length] ?? letter
}

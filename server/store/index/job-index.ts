import type { JobSort } from '../../jobs/job-filter.ts'
import type { Facets } from '../../jobs/job-store.ts'
import type { Database } from '../database.ts'
import { createAnswers } from './answers.ts'
import { type Question, toConditions } from './conditions.ts'
import { countFacets } from './count-facets.ts'
import { createStepper } from './in-steps.ts'
import { type IndexChange, type IndexContent, readContent } from './index-content.ts'
import { rowStates } from './job-columns.ts'
import type { PageOfOrder } from './job-order.ts'
import { type Selection, selectJobs } from './select-jobs.ts'

/** Which jobs there are for a question, while nothing is committed. */
export type Found = {
  readonly count: number
  /** The ids of their rows, in order. */
  page(sort: JobSort, page: Pick<PageOfOrder, 'position' | 'size'>): number[]
}

/**
 * Which rows of `jobs` match, in which order, and how many: in memory, as the last commit left them.
 * A long answer gives others a turn on the way and tells of one moment all the same.
 */
export type JobIndex = {
  /** Reads with what is found before anything else happens. */
  find<Result>(question: Question, read: (found: Found) => Result): Promise<Result>
  /** Kept longer than what is found: a number is small, and some are asked for every second. */
  count(question: Question): Promise<number>
  countFacets(question: Question): Promise<Facets>
  /** The ids of the rows that are listed and that nothing confirmed since that moment. */
  unconfirmedSince(connection: string, ms: number): number[]
  /** Takes in what a commit did that took. */
  take(change: IndexChange): void
}

/**
 * Reads the whole mirror, and once more should a commit take that was told to have failed.
 * `rowsOfPart`: after so many rows others have their turn.
 */
export function createJobIndex(db: Database, rowsOfPart?: number): JobIndex {
  const stepper = createStepper()
  const answers = createAnswers()
  let untold = db.untoldCommits()
  let content = readContent(db, rowsOfPart)
  let version = 0

  function current(): IndexContent {
    const now = db.untoldCommits()
    if (now === untold) return content
    content = readContent(db, rowsOfPart)
    untold = now
    change()
    return content
  }

  function change() {
    version += 1
    answers.forget()
  }

  function currentVersion(): number {
    current()
    return version
  }

  function* select(question: Question): Generator<void, Selection & { readonly version: number }> {
    const { jobs } = current()
    const begun = version
    const selection = yield* selectJobs(
      jobs,
      toConditions(jobs, question, (jobIds) => rowsOf(db, jobIds)),
    )
    return { ...selection, version: begun }
  }

  return {
    async find(question, read) {
      for (;;) {
        const { misses, count, ...found } = await answers.recall('list', nameOf(question), () =>
          stepper.run(() => select(question), currentVersion),
        )
        if (found.version !== currentVersion()) continue
        return read({
          count,
          page: ({ by, descending }, page) =>
            current().orders[by].read({ ...page, descending, misses, count }),
        })
      }
    },

    count(question) {
      function* count(): Generator<void, number> {
        return (yield* select(question)).count
      }
      return answers.recall('count', nameOf(question), () => stepper.run(count, currentVersion))
    },

    async countFacets(question) {
      function* count(): Generator<void, Facets> {
        const { misses } = yield* select(question)
        const { jobs, names } = current()
        return yield* countFacets(jobs, misses, question.scope === 'everything' ? names : null)
      }
      return answers.recall('facets', nameOf(question), () => stepper.run(count, currentVersion))
    },

    unconfirmedSince(connection, ms) {
      const { jobs } = current()
      const [states, confirmedAt] = [jobs.states(), jobs.numbers('confirmed_at')]
      const codes = jobs.codes('connection')
      const code = jobs.dictionaries.connection.texts.indexOf(connection)
      const found: number[] = []
      for (let row = 1; row < jobs.end(); row++) {
        const isListed = states[row] === rowStates.listed && codes[row] === code
        if (isListed && (confirmedAt[row] ?? 0) < ms) found.push(row)
      }
      return found
    },

    take(done) {
      if (content.take(done)) change()
    },
  }
}

function rowsOf(db: Database, jobIds: readonly string[]): number[] {
  return db
    .all<{ readonly id: number }>(
      'SELECT id FROM jobs WHERE job_id IN (SELECT value FROM json_each(?))',
      [JSON.stringify(jobIds)],
    )
    .map(({ id }) => id)
}

function nameOf({ filter, created, scope }: Question): string {
  return JSON.stringify([filter, created, scope])
}

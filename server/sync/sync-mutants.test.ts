import fc from 'fast-check'
import { expect, test } from 'vitest'
import { anything, slowButForward, withSilences } from '../testing/any-schedule.ts'
import { type Mutation, playSchedule, type Schedule } from '../testing/random-schedule.ts'

/** Runs SQL after each page: on what it changed and on all the rest. */
const afterEachPage =
  (sql: string): Mutation =>
  (store, db) => ({
    ...store,
    async applyPage(...given) {
      const applied = await store.applyPage(...given)
      db.run(sql)
      return applied
    },
  })

type Mutant = {
  readonly name: string
  /** Where it shows soonest. */
  readonly among: fc.Arbitrary<Schedule>
  /** The untruth that gives it away. */
  readonly shows: string
  readonly mutate: Mutation
}

const mutants: readonly Mutant[] = [
  {
    name: 'of looks that cross the one that was sent later always counts',
    among: slowButForward,
    shows: 'cannot have been seen so',
    mutate: afterEachPage('UPDATE jobs SET answered_at = confirmed_at'),
  },
  {
    name: 'whichever look comes last counts',
    among: slowButForward,
    shows: 'cannot have been seen so',
    mutate: (store) => ({
      ...store,
      applyPage: ({ receivedAtMs, ...page }, record) =>
        store.applyPage({ ...page, sentAtMs: receivedAtMs, receivedAtMs }, record),
    }),
  },
  {
    name: 'a row counts as confirmed when the answer came',
    among: slowButForward,
    shows: 'cannot have been seen so',
    mutate: afterEachPage('UPDATE jobs SET confirmed_at = answered_at'),
  },
  {
    name: 'a job counts as first seen when the look was sent',
    among: slowButForward,
    shows: 'cannot have been seen so',
    mutate: (store) => ({
      ...store,
      async applyPage({ receivedAtMs, ...page }, record) {
        const known = await Promise.all(page.jobs.map(({ jobId }) => store.findJob(jobId)))
        const isNews = known.includes(null)
        return store.applyPage(
          { ...page, receivedAtMs: isNews ? page.sentAtMs : receivedAtMs },
          record,
        )
      },
    }),
  },
  {
    name: 'transitions are told in reverse',
    among: slowButForward,
    shows: ' follows ',
    mutate: (store) => ({
      ...store,
      async findJob(jobId) {
        const found = await store.findJob(jobId)
        return found && { ...found, transitions: found.transitions.toReversed() }
      },
    }),
  },
  {
    name: 'a transition is told to begin after the last look that showed what was before',
    among: slowButForward,
    shows: 'cannot have been seen so',
    mutate: afterEachPage(
      'UPDATE transitions SET after_at = min(after_at + 500, before_at) WHERE id = (SELECT max(id) FROM transitions)',
    ),
  },
  {
    name: 'a job of a reused id goes on with the past of the one before',
    among: anything,
    shows: 'cannot have been seen so',
    mutate: (store, db) => ({
      ...store,
      applyPage(page, record) {
        for (const { jobId, createdAt } of page.jobs) {
          const moment = createdAt === null ? null : Date.parse(createdAt)
          db.run('UPDATE jobs SET created_at = ? WHERE job_id = ?', [moment, jobId])
        }
        return store.applyPage(page, record)
      },
    }),
  },
  {
    name: 'gaps are not kept',
    among: withSilences,
    shows: 'no gap says so',
    mutate: (store) => ({ ...store, recordGap: async () => {} }),
  },
  {
    name: 'gaps are kept without how far the sync has come',
    among: withSilences,
    shows: 'gap 1 is none',
    mutate: (store) => ({ ...store, recordGap: (name, gap) => store.recordGap(name, gap) }),
  },
  {
    name: 'one walk without a job is enough',
    among: anything,
    shows: 'missing after 1 walks',
    mutate: (store, db) => ({
      ...store,
      async noteAbsences(...given) {
        await store.noteAbsences(...given)
        db.run('UPDATE jobs SET absent_walks = 2 WHERE absent_walks = 1')
      },
    }),
  },
  {
    name: 'a look by id that finds nothing is enough',
    among: anything,
    shows: 'missing after 0 walks',
    mutate: (store, db) => ({
      ...store,
      confirmAbsence(name, jobId, sentAtMs) {
        db.run(
          'UPDATE jobs SET absent_walks = 2, absent_since = coalesce(absent_since, ?) WHERE job_id = ?',
          [Math.floor(sentAtMs), jobId],
        )
        return store.confirmAbsence(name, jobId, sentAtMs)
      },
    }),
  },
  {
    name: 'two walks without a job are enough',
    among: anything,
    shows: 'nobody asked for it',
    mutate: (store) => ({
      ...store,
      async noteAbsences(name, walk) {
        await store.noteAbsences(name, walk)
        for (const jobId of await store.doubtfulJobIds(name, 100)) {
          await store.confirmAbsence(name, jobId, Date.parse(walk.finishedAt))
        }
      },
    }),
  },
]

// A model that cannot fail proves nothing.
test.each(mutants)(
  'the model notices when $name',
  async ({ among, shows, mutate }) => {
    let untruths: readonly string[] = []
    const outcome = await fc.check(
      fc.asyncProperty(among, async (schedule) => {
        untruths = await playSchedule(schedule, mutate)
        return untruths.length === 0
      }),
      { numRuns: 300, seed: 20261124, endOnFailure: true },
    )
    expect(outcome.failed).toBe(true)
    expect(untruths.join('\n')).toContain(shows)
  },
  300_000,
)

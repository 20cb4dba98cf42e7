import { setImmediate } from 'node:timers/promises'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Job } from '../jobs/job.ts'
import type { JobScope } from '../jobs/job-scope.ts'
import type { JobChange } from '../jobs/job-store.ts'
import { proofRuns } from '../testing/proof-runs.ts'
import { aHouse, connections } from '../testing/scopes-house.ts'
import { aListener } from '../testing/scopes-listener.ts'
import { createScopesModel } from '../testing/scopes-model.ts'
import { aViewer } from '../testing/scopes-viewer.ts'
import { anyWorld, type World } from '../testing/scopes-world.ts'

const counts = { queries: 0, rows: 0, hidden: 0, found: 0, notFound: 0, events: 0, resumed: 0 }

async function live({ scopes, start, turns }: World) {
  const house = await aHouse(scopes)
  const model = createScopesModel(house.startMs)
  const viewers = [0, 1].map((viewer) => aViewer({ house, model, scopes, counts }, viewer))
  const listeners = [0, 1].map((viewer) =>
    aListener(house, viewer, scopes[viewer] !== 'everything'),
  )
  const changed = (changeFor: (scope: JobScope) => JobChange | null) =>
    listeners.forEach((listener, viewer) => void listener.expect(changeFor(scopes[viewer] ?? [])))
  await Promise.all(listeners.map((listener) => listener.isThere()))

  async function write({ connection, jobs, lost }: World['turns'][number]['write']) {
    const tagged = jobs.map((job) => model.tagged(connection, job))
    const atMs = await house.take(connection, tagged)
    for (const job of tagged) changed(model.take(connection, job, atMs))
    const gone = model.all()[lost]
    if (!gone || gone.isMissing) return
    await house.lose(gone.connection, gone.jobId)
    changed(model.lose(gone))
  }

  /** Both ask for it by id; whoever may not see it is told what they are told of any other id. */
  async function meet([connection, job]: readonly [string, Job]) {
    if (model.find({ connection, jobId: 'newcomer' })) return
    const comer = model.tagged(connection, { ...job, jobId: 'newcomer' })
    const onTaken = (atMs: number) => changed(model.take(connection, comer, atMs))
    house.await({ connection, job: comer, onTaken })
    for (const [viewer, { json }] of viewers.entries()) {
      const { status } = await json(`/api/jobs/newcomer?connection=${connection}`)
      const those = model.of(scopes[viewer] ?? []).connectionsOf('newcomer', connection)
      expect(status).toBe(those.length === 0 ? 404 : 200)
    }
  }

  try {
    for (const [index, jobs] of start.entries()) {
      await write({ connection: connections[index] ?? '', jobs, lost: 30 + index })
    }
    for (const turn of turns) {
      const away = turn.cut === null ? undefined : listeners[turn.cut]
      await away?.cut()
      await write(turn.write)
      await away?.comeBack()
      if (away) counts.resumed += 1
      // Both ask the same at the same time: nothing that is kept for one may reach the other.
      const asked = turn.questions.flatMap((question) => viewers.map(({ ask }) => ask(question)))
      await Promise.all(asked)
      if (turn.newcomer) await meet(turn.newcomer)
      await Promise.all(listeners.map((listener) => listener.hear()))
    }
    // What is on its way to anybody is on its way to all.
    for (let turn = 0; turn < 5; turn++) await setImmediate()
    house.events.close()
    const [epoch = ''] = (await house.store.lastEventId()).split('.')
    const told = await Promise.all(listeners.map((listener) => listener.end(epoch)))
    counts.events += told.reduce((sum, events) => sum + events, 0)
    expect(house.logged).toEqual([])
  } finally {
    await house.close()
  }
}

test('two viewers with random scopes: not one foreign row, count, value or event', {
  timeout: proofRuns({ short: 120_000, long: 3_600_000 }),
}, async () => {
  const numRuns = proofRuns({ short: 10, long: 160 })
  // A world takes long: one that fails is told as it is, and not made smaller.
  const asIs = { numRuns, timeout: 60_000, endOnFailure: true }
  await fc.assert(fc.asyncProperty(anyWorld, live), asIs)
  expect(counts.queries).toBeGreaterThanOrEqual(numRuns * 62.5)
  for (const count of Object.values(counts)) expect(count).toBeGreaterThan(numRuns)
})

import { setTimeout as sleep } from 'node:timers/promises'
import { emulatedWorld } from '../emulated-world.ts'
import { openCrowd } from '../event-stream.ts'
import { startMirrored } from './a-house.ts'
import type { Part } from './part.ts'

/** As fresh as our page is, by asking: the head of the list and a count for each of four statuses. */
const polling = { everySeconds: 3, callsOfLook: 5 } as const
const callsOfMinute = (60 / polling.everySeconds) * polling.callsOfLook
/** What the account allows. */
const mostCalls = 5 * 60
const changeEveryMs = 2700
/** A page looks at what it is told of; so many of a crowd are enough to show what it costs upstream. */
const mostLooks = 20

export const viewers: Part = {
  title: 'Upstream: what viewers cost',
  about: [
    'Calls upstream in a minute with so many open event streams, while two jobs change every 2.7 s and up to 20 of the viewers read list and facets at each change. The floor is nobody’s looking.',
    `The other design, by arithmetic: each browser asks by itself every ${polling.everySeconds} s, one call for the newest 200 jobs and four for the counts by status: ${callsOfMinute} calls a minute each, so that ${Math.floor(mostCalls / callsOfMinute)} viewers use up all ${mostCalls} that the account has, and none of them has more than the newest page.`,
  ],
  async run({ extent, note, say }) {
    const seconds = extent.isFull ? 120 : 30
    const house = await startMirrored({ jobs: 1000, say })
    try {
      await house.untilWhole()
      const world = emulatedWorld(house.emulator.control)
      const jobIds = [(await world.create()).jobId, (await world.create()).jobId]
      let atRest: number | null = null
      for (const count of [0, 1, 100, 1000]) {
        say(`${count} viewers for ${seconds} s`)
        const url = house.main().url
        const closeCrowd = await openCrowd(url, count)
        await sleep(3000)
        await world.forgetCalls()
        const startMs = performance.now()
        for (let status = 1; performance.now() - startMs < seconds * 1000; status = 1 - status) {
          for (const jobId of jobIds) await world.advance(jobId, status)
          await look(url, Math.min(count, mostLooks))
          await sleep(changeEveryMs)
        }
        const calls = (await world.calls()) * (60_000 / (performance.now() - startMs))
        closeCrowd()
        atRest ??= calls
        note({
          what: `calls a minute, ${count} viewers`,
          jobs: null,
          value: calls,
          unit: 'calls',
          floor: { what: 'with nobody', value: atRest },
        })
        note({
          what: `the same where each browser polls, ${count} viewers`,
          jobs: null,
          value: count * callsOfMinute,
          unit: 'calls',
          floor: { what: 'all that the account has', value: mostCalls },
        })
      }
    } finally {
      await house.stop()
    }
  },
}

async function look(url: string, times: number): Promise<void> {
  const paths = ['/api/jobs?pageSize=50', '/api/facets']
  const replies = Array.from({ length: times }, () => paths.map((path) => fetch(url + path)))
  for (const reply of await Promise.all(replies.flat())) await reply.arrayBuffer()
}

import { createAlarm, type LiveClock } from './clock.ts'
import type { FactKeeper } from './stream-facts.ts'
import type { TabChannel, TabMessage } from './tab-channel.ts'

type FollowerOptions = {
  readonly clock: LiveClock
  readonly facts: FactKeeper
  readonly channel: TabChannel
  /** The leader is not heard of any more. */
  readonly onSilence: () => void
}

const silentMs = 15_000
/** So that two windows side by side do not seize the lead from each other. */
const spreadMs = 2000
const pokedMs = 3000

/** Listens to the tab that leads, and notices when it falls silent. */
export function createFollower({ clock, facts, channel, onSilence }: FollowerOptions) {
  const silence = createAlarm(clock)
  let leader: string | null = null

  function listen(patienceMs = silentMs + clock.random() * spreadMs) {
    silence.set(patienceMs, () => {
      listen()
      onSilence()
    })
  }

  function ask(patienceMs?: number) {
    channel.send({ kind: 'ask' })
    listen(patienceMs)
  }

  return {
    /** Knows no leader yet: asks for one. */
    start() {
      leader = null
      ask()
    },
    poke: () => ask(pokedMs),
    doubt: () => channel.send({ kind: 'doubt' }),
    stop: silence.stop,
    hear(message: Exclude<TabMessage, { kind: 'ask' | 'doubt' }>, from: string) {
      const isNamed = message.kind === 'lead' || message.kind === 'tell'
      // A tab that was frozen while it led may still have something old to say.
      if (leader !== null && leader !== from && !isNamed) return
      leader = from
      listen()
      if (message.kind === 'beat') facts.setState(message.state)
      else if (message.kind === 'event') facts.take(message.event, message.lastId)
      else facts.adopt(message.facts)
    },
  }
}

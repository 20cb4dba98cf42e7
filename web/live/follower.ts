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

/** A leader is heard of every 5 s: from here on the page asks the server itself, to be sure. */
const quietMs = 7000
const silentMs = 15_000
/** So that two windows side by side do not seize the lead from each other. */
const spreadMs = 2000
/** A leader that is asked answers at once, but for one that is busy: it is asked twice. */
const answerMs = 3000
const mostAsks = 2

/** Listens to the tab that leads, and notices when it falls silent. */
export function createFollower({ clock, facts, channel, onSilence }: FollowerOptions) {
  const quiet = createAlarm(clock)
  const silence = createAlarm(clock)
  let leader: string | null = null

  function doubtStream() {
    if (facts.now().state === 'stream') facts.setState('connecting')
  }

  function listen() {
    quiet.set(quietMs, doubtStream)
    silence.set(silentMs + clock.random() * spreadMs, giveUp)
  }

  function giveUp() {
    listen()
    onSilence()
  }

  function ask(asks: number) {
    channel.send({ kind: 'ask' })
    silence.set(answerMs, () => {
      doubtStream()
      if (asks < mostAsks) ask(asks + 1)
      else giveUp()
    })
  }

  return {
    /** Knows no leader yet: asks for one. */
    start() {
      leader = null
      channel.send({ kind: 'ask' })
      listen()
    },
    poke: () => ask(1),
    doubt: () => channel.send({ kind: 'doubt' }),
    stop() {
      quiet.stop()
      silence.stop()
    },
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

import { createAlarm, type LiveClock } from './clock.ts'
import type { EventStream } from './event-stream.ts'
import { createFollower } from './follower.ts'
import { type OpenStream, startLead } from './leader.ts'
import { type Locks, queueForLead } from './leadership.ts'
import type { FeedListener, LiveFeed } from './live-feed.ts'
import { keepFacts } from './stream-facts.ts'
import { joinChannel, type RawChannel } from './tab-channel.ts'

export type TabFeedOptions = FeedListener & {
  readonly locks: Locks
  readonly channel: RawChannel
  readonly clock: LiveClock
  readonly tabId: string
  readonly isVisible: () => boolean
  readonly openStream: OpenStream
}

const nobodyMs = 5000

/**
 * One stream for all tabs of a browser: the tab that leads holds it, the others listen to that tab.
 * A tab that is looked at and hears nothing of the leader takes its place.
 */
export function createTabFeed(options: TabFeedOptions): LiveFeed {
  const { locks, clock, openStream } = options
  const facts = keepFacts(options)
  const nobody = createAlarm(clock)
  let stream: EventStream | null = null

  const channel = joinChannel(options.channel, options.tabId, (message, from) => {
    if (message.kind === 'ask') {
      if (stream) channel.send({ kind: 'tell', facts: facts.now() })
    } else if (message.kind === 'doubt') {
      stream?.doubt()
    } else if (!stream) {
      follower.hear(message, from)
    }
  })
  const follower = createFollower({
    clock,
    facts,
    channel,
    onSilence() {
      if (options.isVisible()) leadership.seize()
    },
  })
  const leadership = queueForLead({
    locks,
    onLead() {
      follower.stop()
      stream = startLead({ clock, facts, channel, openStream })
    },
    onLost() {
      stream?.close()
      stream = null
      facts.setState('connecting')
      follower.start()
    },
  })

  follower.start()
  nobody.set(nobodyMs, () => {
    if (facts.now().state === 'connecting') facts.setState('polling')
  })
  return {
    state: () => facts.now().state,
    poke: () => (stream ?? follower).poke(),
    doubt: () => (stream ?? follower).doubt(),
    close() {
      nobody.stop()
      follower.stop()
      leadership.close()
      stream?.close()
      channel.close()
    },
  }
}

import { createAlarm, type LiveClock } from './clock.ts'
import type { EventStream, EventStreamOptions } from './event-stream.ts'
import type { FactKeeper } from './stream-facts.ts'
import type { TabChannel } from './tab-channel.ts'

export type OpenStream = (
  options: Pick<EventStreamOptions, 'lastId' | 'onEvent' | 'onState'>,
) => EventStream

export type LeaderOptions = {
  readonly clock: LiveClock
  readonly facts: FactKeeper
  readonly channel: TabChannel
  readonly openStream: OpenStream
}

const beatMs = 5000

/** Holds the stream, goes on where this tab's knowledge ends, and passes on what it hears. */
export function startLead({ clock, facts, channel, openStream }: LeaderOptions): EventStream {
  const beat = createAlarm(clock)
  function goOn() {
    channel.send({ kind: 'beat', state: facts.now().state })
    beat.set(beatMs, goOn)
  }
  facts.setState('connecting')
  channel.send({ kind: 'lead', facts: facts.now() })
  goOn()
  const stream = openStream({
    lastId: facts.now().lastId,
    onState(state) {
      facts.setState(state)
      goOn()
    },
    onEvent(event, lastId) {
      channel.send({ kind: 'event', event, lastId })
      facts.take(event, lastId)
    },
  })
  return {
    poke: stream.poke,
    doubt: stream.doubt,
    close() {
      beat.stop()
      stream.close()
    },
  }
}

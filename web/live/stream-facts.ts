import type { StreamState } from './event-stream.ts'
import type { LiveEvent } from './live-event.ts'
import type { FeedListener } from './live-feed.ts'
import type { StreamFacts } from './tab-channel.ts'

export type FactKeeper = ReturnType<typeof keepFacts>

/** What a tab knows of the stream, told on as it changes. */
export function keepFacts({ onEvent, onState }: FeedListener) {
  let facts: StreamFacts = { state: 'connecting', lastId: null, sync: null }

  function setState(state: StreamState) {
    if (state === facts.state) return
    facts = { ...facts, state }
    onState(state)
  }

  return {
    now: () => facts,
    setState,
    take(event: LiveEvent, lastId: string | null) {
      facts = { ...facts, lastId, sync: event.type === 'sync' ? event.body : facts.sync }
      onEvent(event)
    },
    /** What another tab knew: its stream, if there is one, may have run before this tab listened. */
    adopt({ state, lastId, sync }: StreamFacts) {
      const isNew = state === 'stream' && facts.state !== 'stream'
      facts = { ...facts, lastId, sync }
      setState(state)
      if (isNew) onEvent({ type: 'ready' })
      if (isNew && sync) onEvent({ type: 'sync', body: sync })
    },
  }
}

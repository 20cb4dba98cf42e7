import {
  createContext,
  type ReactNode,
  use,
  useCallback,
  useEffect,
  useRef,
  useSyncExternalStore,
} from 'react'
import { browserClock } from './clock.ts'
import { coalesce } from './coalesce.ts'
import type { StreamState } from './event-stream.ts'
import type { Live, News } from './live.ts'

const LiveContext = createContext<Live | null>(null)

export function LiveProvider({ live, children }: { live: Live; children: ReactNode }) {
  return <LiveContext value={live}>{children}</LiveContext>
}

/** For what listens; the page's own state is `useLive`. */
export function useLiveSource(): Live {
  const live = use(LiveContext)
  if (!live) throw new Error('useLive needs a LiveProvider above')
  return live
}

export type LiveMode = {
  readonly mode: StreamState
  readonly isPaused: boolean
  readonly pausedAtMs: number | null
  readonly setPaused: (isPaused: boolean) => void
}

export function useLive(): LiveMode {
  const live = useLiveSource()
  const { mode, pausedAtMs } = useSyncExternalStore(live.onState, live.state)
  return { mode, pausedAtMs, isPaused: pausedAtMs !== null, setPaused: live.setPaused }
}

/** How often to ask anyway: rarely while events say when, as often as ever without, not when paused. */
export function useIntervalMs({ stream, polling }: { stream: number; polling: number }) {
  const { mode, isPaused } = useLive()
  if (isPaused) return false
  return mode === 'stream' ? stream : polling
}

type LookOptions = {
  /** Between two looks at least. */
  gapMs: number
  isOn?: boolean
  /** Which news are worth a look; all, if not given. */
  isMine?: (news: News) => boolean
  /** Is told of all news, before any look that follows from them. */
  hear?: (news: News) => void
}

/** Looks again when there is news. `look` must not reject. Gives what looks for another reason. */
export function useLookOnNews(
  look: () => Promise<unknown>,
  { gapMs, isOn = true, isMine = () => true, hear }: LookOptions,
): () => void {
  const live = useLiveSource()
  const latest = useRef({ look, isOn, isMine, hear })
  const lookSoon = useRef(() => {})
  useEffect(() => {
    latest.current = { look, isOn, isMine, hear }
  })
  useEffect(() => {
    const run = async () => {
      if (latest.current.isOn) await latest.current.look()
    }
    const soon = coalesce({ run, gapMs, clock: browserClock })
    const stopListening = live.onNews((news) => {
      if (!latest.current.isOn) return
      latest.current.hear?.(news)
      if (!latest.current.isMine(news)) return
      if (news.changes === null) soon.askAnew(news.delayMs)
      else soon.ask(news.delayMs)
    })
    lookSoon.current = soon.ask
    return () => {
      stopListening()
      soon.stop()
    }
  }, [live, gapMs])
  return useCallback(() => lookSoon.current(), [])
}

import type { ReactNode } from 'react'
import { useFormats, useMessages } from '../i18n/language.tsx'
import type { StreamState } from '../live/event-stream.ts'
import { useLive } from '../live/live-context.tsx'
import { useNow } from '../ui/now.ts'
import { PauseGlyph } from '../ui/pause-glyph.tsx'
import { type DataState, useSync } from './sync-queries.ts'

/** How fresh the page is: a shape, a word, and the moment that its data is as new as. */
export function LiveState() {
  const words = useMessages().sync.state
  const { mode, pausedAtMs } = useLive()
  const { state, worst } = useSync()
  const isPolling = mode === 'polling' && state !== 'offline'
  if (pausedAtMs !== null) {
    return (
      <State
        mode={mode}
        mark={<PauseGlyph className="size-3.5 text-text-2" />}
        word={words.paused}
        help={words.help.paused}
        moment={new Date(pausedAtMs).toISOString()}
      />
    )
  }
  return (
    <State
      mode={mode}
      mark={<span className={`block ${dots[state]}`} />}
      word={words[state]}
      ink={inks[state]}
      help={isPolling ? `${words.help[state]}\n${words.polling}` : words.help[state]}
      moment={worst?.asOf ?? null}
    />
  )
}

type StateProps = {
  /** By what the page follows the server. */
  mode: StreamState
  mark: ReactNode
  word: string
  ink?: string
  help: string
  moment: string | null
}

function State({ mode, mark, word, ink = '', help, moment }: StateProps) {
  const formats = useFormats()
  const nowMs = useNow()
  return (
    <span
      title={help}
      data-mode={mode}
      className="flex items-center gap-2 pl-2 text-12 whitespace-nowrap max-sm:text-13"
    >
      <span aria-hidden="true" className="flex-none">
        {mark}
      </span>
      <b className={`font-medium ${ink}`}>{word}</b>
      {moment && (
        <time dateTime={moment} className="text-text-3 max-md:hidden">
          {formats.moment(moment, nowMs)}
        </time>
      )}
    </span>
  )
}

const hollow = 'size-2 rounded-full'

const dots: Record<DataState, string> = {
  live: 'size-2 rounded-full bg-st-ok shadow-[0_0_0_3px_color-mix(in_oklch,var(--st-ok)_18%,transparent)]',
  slow: `${hollow} bg-[linear-gradient(to_right,var(--warn)_50%,transparent_0)] shadow-[inset_0_0_0_1.5px_var(--warn)]`,
  stale: `${hollow} shadow-[inset_0_0_0_2px_var(--st-stop)]`,
  'needs-you': `${hollow} shadow-[inset_0_0_0_2px_var(--st-stop)]`,
  offline: 'size-2 rounded-[2px] shadow-[inset_0_0_0_2px_var(--st-stop)]',
  connecting: `${hollow} shadow-[inset_0_0_0_1.5px_var(--text-3)]`,
}

const inks: Record<DataState, string> = {
  live: '',
  connecting: '',
  slow: 'text-warn-text',
  stale: 'text-st-stop-text',
  'needs-you': 'text-st-stop-text',
  offline: 'text-st-stop-text',
}

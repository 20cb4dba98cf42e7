import { Pause, Play } from 'lucide-react'
import { useMessages } from '../i18n/language.tsx'
import { useLive } from '../live/live-context.tsx'
import { useAction } from '../ui/actions.ts'
import { Button } from '../ui/button.tsx'
import { PauseGlyph } from '../ui/pause-glyph.tsx'
import { useAriaKeys, useShortcuts } from '../ui/shortcuts.ts'

/** Lets the reader hold the page still. Lasts as long as the tab: a link never opens paused. */
export function PauseButton() {
  const words = useMessages().sync.pause
  const { actions } = useMessages().palette
  const { isPaused, setPaused } = useLive()
  const toggle = () => setPaused(!isPaused)
  useShortcuts({ pause: toggle })
  useAction('pause', {
    label: isPaused ? actions.resume : actions.pause,
    glyph: isPaused ? Play : Pause,
    shortcut: 'pause',
    run: toggle,
  })
  return (
    <Button
      kind="icon"
      aria-label={words.label}
      aria-pressed={isPaused}
      aria-keyshortcuts={useAriaKeys('pause')}
      title={isPaused ? words.resume : words.pause}
      onClick={toggle}
    >
      {isPaused ? <Play aria-hidden="true" strokeWidth={2.25} /> : <PauseGlyph />}
    </Button>
  )
}

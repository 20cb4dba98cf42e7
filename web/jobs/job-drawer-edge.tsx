import { type KeyboardEvent, type PointerEvent, useRef } from 'react'
import { useMessages } from '../i18n/language.tsx'
import { useRemembered } from '../ui/use-remembered.ts'
import { boundDrawer, drawerWidth, leastDrawer, mostDrawer } from './drawer-width.ts'

const step = 16

/** The drawer's edge: dragged, or moved by the arrow keys; a double click puts it back. */
export function JobDrawerEdge() {
  const words = useMessages().list.drawer
  const [width, remember] = useRemembered(drawerWidth)
  const setWidth = (to: number | null) => remember(to === null ? null : boundDrawer(to))
  const drag = useRef<{ fromX: number; width: number } | null>(null)

  function begin(event: PointerEvent<HTMLElement>) {
    const drawer = event.currentTarget.parentElement
    if (event.button !== 0 || !drawer) return
    event.preventDefault()
    event.currentTarget.setPointerCapture(event.pointerId)
    drag.current = { fromX: event.clientX, width: drawer.offsetWidth }
  }
  function move({ clientX }: PointerEvent) {
    const from = drag.current
    if (from) setWidth(from.width + from.fromX - clientX)
  }
  function press(event: KeyboardEvent) {
    const by = { ArrowLeft: step, ArrowRight: -step }[event.key]
    if (by === undefined && event.key !== 'Home') return
    event.preventDefault()
    event.stopPropagation()
    setWidth(by === undefined ? null : boundDrawer(width) + by)
  }
  return (
    // biome-ignore lint/a11y/useSemanticElements: a rule that moves is no <hr>
    <div
      role="separator"
      tabIndex={0}
      aria-orientation="vertical"
      aria-label={words.resize}
      aria-valuenow={boundDrawer(width)}
      aria-valuemin={leastDrawer}
      aria-valuemax={mostDrawer}
      title={words.resizeHint}
      onPointerDown={begin}
      onPointerMove={move}
      onPointerUp={() => {
        drag.current = null
      }}
      onPointerCancel={() => {
        drag.current = null
      }}
      onDoubleClick={() => setWidth(null)}
      onKeyDown={press}
      className="absolute inset-y-0 -left-1.5 z-10 w-3 cursor-col-resize touch-none outline-none after:absolute after:inset-y-0 after:left-1.5 after:w-0.5 after:bg-transparent hover:after:bg-line-3 focus-visible:after:bg-focus active:after:bg-focus max-sm:hidden"
    />
  )
}

import { type KeyboardEvent, type PointerEvent, useRef, useState } from 'react'
import { useFormats, useMessages } from '../i18n/language.tsx'
import { usualColumns, usualWidths, withWidth } from './column-layout.ts'
import { columnWord } from './job-words.ts'
import { type ColumnChoice, type ColumnId, leastWidth, mostWidth } from './list-view.ts'

const stepPx = 8

type Columns = readonly ColumnChoice[]

export type ColumnResizing = {
  /** With the width that is being dragged, before it is kept. */
  readonly columns: Columns | null
  readonly drag: (id: ColumnId, width: number) => void
  /** `null` gives the column its usual width back. */
  readonly keep: (id: ColumnId, width: number | null) => void
  readonly cancel: () => void
}

/** While an edge is dragged only the head and the table's own style change; rows are not drawn. */
export function useColumnResizing(
  columns: Columns | null,
  setColumns: (columns: Columns) => void,
  hasMany: boolean,
): ColumnResizing {
  const [draft, setDraft] = useState<{ of: Columns | null; columns: Columns } | null>(null)
  const current = columns ?? usualColumns(hasMany)
  return {
    // A layout that came meanwhile from elsewhere holds.
    columns: draft?.of === columns ? draft.columns : columns,
    drag: (id, width) => setDraft({ of: columns, columns: withWidth(current, id, width) }),
    keep(id, width) {
      setDraft(null)
      setColumns(withWidth(current, id, width))
    },
    cancel: () => setDraft(null),
  }
}

type ColumnEdgeProps = {
  id: ColumnId
  width: number | null
  resizing: ColumnResizing
  /** The one edge that Tab reaches; arrow keys lead to the others. */
  isTabStop: boolean
}

/** The right edge of a column's head: dragged, or moved by arrow keys. */
export function ColumnEdge({ id, width, resizing, isTabStop }: ColumnEdgeProps) {
  const messages = useMessages()
  const formats = useFormats()
  const words = messages.tableTools.edge
  const [measured, setMeasured] = useState<number | null>(null)
  const dragging = useDrag(id, resizing)
  const valueNow = Math.round(width ?? measured ?? usualWidths[id])

  function onKeyDown(event: KeyboardEvent<HTMLElement>) {
    const by = { ArrowLeft: -stepPx, ArrowRight: stepPx }[event.key]
    if (by !== undefined) resizing.keep(id, widthOf(event.currentTarget) + by)
    else if (event.key === 'Delete' || event.key === 'Backspace') resizing.keep(id, null)
    else if (event.key === 'ArrowUp') neighbour(event.currentTarget, -1)?.focus()
    else if (event.key === 'ArrowDown') neighbour(event.currentTarget, 1)?.focus()
    else return
    event.preventDefault()
    event.stopPropagation()
  }
  return (
    // biome-ignore lint/a11y/useSemanticElements: a rule cannot be moved, a separator in focus can
    <div
      role="separator"
      tabIndex={isTabStop ? 0 : -1}
      className="edge"
      aria-orientation="vertical"
      aria-label={words.width(columnWord(messages, id))}
      aria-description={words.hint}
      aria-valuenow={valueNow}
      aria-valuemin={leastWidth}
      aria-valuemax={mostWidth}
      aria-valuetext={words.pixels(formats.number(valueNow))}
      onFocus={(event) => setMeasured(widthOf(event.currentTarget))}
      onKeyDown={onKeyDown}
      onDoubleClick={() => resizing.keep(id, null)}
      {...dragging}
    />
  )
}

type Drag = { readonly startX: number; readonly startWidth: number; width: number | null }

/** One measure when it begins, then at most one new width a frame. */
function useDrag(id: ColumnId, resizing: ColumnResizing) {
  const drag = useRef<Drag | null>(null)
  const frame = useRef(0)
  function end() {
    cancelAnimationFrame(frame.current)
    const width = drag.current?.width ?? null
    drag.current = null
    return width
  }
  return {
    onPointerDown(event: PointerEvent<HTMLElement>) {
      if (event.button !== 0) return
      event.currentTarget.setPointerCapture(event.pointerId)
      drag.current = {
        startX: event.clientX,
        startWidth: widthOf(event.currentTarget),
        width: null,
      }
    },
    onPointerMove({ clientX }: PointerEvent) {
      const { current } = drag
      if (!current || (current.width === null && Math.abs(clientX - current.startX) < 3)) return
      const width = Math.max(leastWidth, current.startWidth + clientX - current.startX)
      current.width = width
      cancelAnimationFrame(frame.current)
      frame.current = requestAnimationFrame(() => resizing.drag(id, width))
    },
    onPointerUp() {
      const width = end()
      if (width !== null) resizing.keep(id, width)
    },
    onPointerCancel() {
      end()
      resizing.cancel()
    },
  }
}

function widthOf(edge: HTMLElement): number {
  return edge.closest('th')?.getBoundingClientRect().width ?? leastWidth
}

/** Edges of columns that a narrow table dropped are passed over. */
function neighbour(edge: HTMLElement, by: 1 | -1): HTMLElement | undefined {
  const edges = [...(edge.closest('tr')?.querySelectorAll<HTMLElement>('.edge') ?? [])]
  const shown = edges.filter((one) => one === edge || one.offsetWidth > 0)
  return shown[shown.indexOf(edge) + by]
}

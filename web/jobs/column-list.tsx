import { Check, ChevronDown, ChevronUp, GripVertical } from 'lucide-react'
import { type KeyboardEvent, type ReactNode, useRef, useState } from 'react'
import { useFormats, useMessages } from '../i18n/language.tsx'
import { announce } from '../ui/announce.ts'
import { moveFocus } from '../ui/move-focus.ts'
import { fullOrder, inOrder, movedTo, usualColumns } from './column-layout.ts'
import { columnWord } from './job-words.ts'
import { type ColumnId, requiredColumn } from './list-view.ts'
import type { ListViewControl } from './remembered-view.ts'

/** Which columns are shown, and in which order: by drag, by buttons, by Alt and an arrow key. */
export function ColumnList({ view }: { view: ListViewControl }) {
  const messages = useMessages()
  const words = messages.tableTools.display
  const formats = useFormats()
  const { hasMany } = view
  const columns = view.columns ?? usualColumns(hasMany)
  // Kept here, as a hidden column has no place in the layout itself.
  const [order, setOrder] = useState(() => fullOrder(columns, hasMany))
  const isShown = (id: ColumnId) => columns.some((column) => column.id === id)
  // The list itself holds the pointer: an item that moves would lose it.
  const list = useRef<HTMLUListElement>(null)
  const held = useRef<ColumnId | null>(null)

  function show(id: ColumnId, isOn: boolean) {
    view.setColumns(inOrder(columns, order, (one) => (one === id ? isOn : isShown(one))))
  }
  function move(id: ColumnId, to: number) {
    const at = Math.max(0, Math.min(to, order.length - 1))
    if (at === order.indexOf(id)) return
    const next = movedTo(order, order.indexOf(id), at)
    setOrder(next)
    view.setColumns(inOrder(columns, next, isShown))
    const place = formats.number(at + 1)
    announce(words.moved(columnWord(messages, id), place, formats.number(order.length)))
  }
  /** Where in the list a dragged item stands, by the pointer's height. */
  function placeAt(clientY: number): number {
    const items = [...(list.current?.children ?? [])].map((item) => item.getBoundingClientRect())
    const below = items.findIndex(({ top, height }) => clientY < top + height)
    return below < 0 ? items.length - 1 : below
  }
  return (
    <fieldset>
      <legend className="flex w-full justify-between px-2 pt-2 pb-1 text-12 font-medium text-text-3">
        {words.columns}
        <span aria-hidden="true" className="font-normal pointer-coarse:hidden">
          {words.hint}
        </span>
      </legend>
      <ul
        ref={list}
        onKeyDown={moveFocus('input')}
        onPointerMove={({ clientY }) => held.current && move(held.current, placeAt(clientY))}
        onLostPointerCapture={() => {
          held.current = null
        }}
      >
        {order.map((id, at) => (
          <ColumnItem
            key={id}
            id={id}
            isShown={isShown(id)}
            isFirst={at === 0}
            isLast={at === order.length - 1}
            onShow={(isOn) => show(id, isOn)}
            onMove={(by) => move(id, order.indexOf(id) + by)}
            onGrab={(pointerId) => {
              held.current = id
              list.current?.setPointerCapture(pointerId)
            }}
          />
        ))}
      </ul>
    </fieldset>
  )
}

type ColumnItemProps = {
  id: ColumnId
  isShown: boolean
  isFirst: boolean
  isLast: boolean
  onShow: (isOn: boolean) => void
  onMove: (by: 1 | -1) => void
  onGrab: (pointerId: number) => void
}

function ColumnItem({ id, isShown, isFirst, isLast, onShow, onMove, onGrab }: ColumnItemProps) {
  const messages = useMessages()
  const words = messages.tableTools.display
  const word = columnWord(messages, id)
  const isRequired = id === requiredColumn
  function onKeyDown(event: KeyboardEvent) {
    const by = ({ ArrowUp: -1, ArrowDown: 1 } as const)[event.key]
    if (!event.altKey || by === undefined) return
    event.preventDefault()
    event.stopPropagation()
    onMove(by)
  }
  return (
    <li className="group flex items-center rounded-r2 hover:bg-surface-2 focus-within:bg-surface-2">
      <Grip label={words.drag(word)} onGrab={onGrab} />
      <label className="flex min-h-8 min-w-0 flex-1 cursor-pointer items-center gap-2 rounded-r2 pr-2 pl-1 has-focus-visible:outline-2 has-focus-visible:-outline-offset-2 has-focus-visible:outline-focus has-aria-disabled:cursor-default">
        <input
          type="checkbox"
          checked={isShown}
          aria-disabled={isRequired || undefined}
          aria-keyshortcuts="Alt+ArrowUp Alt+ArrowDown"
          onChange={() => !isRequired && onShow(!isShown)}
          onKeyDown={onKeyDown}
          className="peer sr-only"
        />
        <span
          aria-hidden="true"
          className="grid size-4 flex-none place-items-center rounded-r1 border border-line-3 text-transparent peer-checked:border-accent-solid peer-checked:bg-accent-solid peer-checked:text-on-solid peer-aria-disabled:opacity-50"
        >
          <Check className="size-3" strokeWidth={3} />
        </span>
        {word}
        {isRequired && <span className="text-12 text-text-3">{words.always}</span>}
      </label>
      <MoveButton label={words.moveUp(word)} isOff={isFirst} onPress={() => onMove(-1)}>
        <ChevronUp aria-hidden="true" className="size-3.5" strokeWidth={2.25} />
      </MoveButton>
      <MoveButton label={words.moveDown(word)} isOff={isLast} onPress={() => onMove(1)}>
        <ChevronDown aria-hidden="true" className="size-3.5" strokeWidth={2.25} />
      </MoveButton>
    </li>
  )
}

/** For the pointer alone: keys and buttons do the same. */
function Grip({ label, onGrab }: { label: string; onGrab: (pointerId: number) => void }) {
  return (
    <span
      aria-hidden="true"
      title={label}
      className="grid h-8 w-6 flex-none cursor-grab touch-none place-items-center text-text-3 active:cursor-grabbing"
      onPointerDown={({ pointerId }) => onGrab(pointerId)}
    >
      <GripVertical className="size-3.5" strokeWidth={2.25} />
    </span>
  )
}

type MoveButtonProps = {
  label: string
  isOff: boolean
  onPress: () => void
  children: ReactNode
}

function MoveButton({ label, isOff, onPress, children }: MoveButtonProps) {
  return (
    <button
      type="button"
      aria-label={label}
      title={label}
      aria-disabled={isOff}
      onClick={() => !isOff && onPress()}
      className="grid size-6 place-items-center rounded-r1 text-text-3 opacity-0 group-focus-within:opacity-100 group-hover:opacity-100 hover:bg-surface-3 hover:text-text aria-disabled:text-text-off pointer-coarse:size-8 pointer-coarse:opacity-100"
    >
      {children}
    </button>
  )
}

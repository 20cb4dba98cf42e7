import { useLayoutEffect, useRef } from 'react'
import { type Chord, chordOf, isSingleKey, toAria } from './chords.ts'
import { areSingleKeysOn, useSingleKeys } from './single-keys.ts'

/** The parts of the sheet that lists the keys, in its order. */
export const shortcutGroups = ['find', 'rows', 'job', 'page', 'go'] as const
export type ShortcutGroup = (typeof shortcutGroups)[number]

/**
 * Every key of the product, in the order of the sheet: its group there, then its keys, any of
 * which will do. One line adds one; `en-keys.ts` then asks for its words.
 */
const registry = {
  palette: ['find', 'Mod+k'],
  search: ['find', '/'],
  filter: ['find', 'f'],
  next: ['rows', 'j', 'ArrowDown'],
  previous: ['rows', 'k', 'ArrowUp'],
  first: ['rows', 'Home'],
  last: ['rows', 'End'],
  pageDown: ['rows', 'PageDown'],
  pageUp: ['rows', 'PageUp'],
  select: ['rows', 'x', 'Shift+x'],
  rowMenu: ['rows', '.'],
  /** The link's own: nothing needs to bind it. */
  open: ['job', 'Enter'],
  openPage: ['job', 'Mod+Enter'],
  copy: ['job', 'c'],
  check: ['job', 'r'],
  details: ['job', '1'],
  received: ['job', '2'],
  close: ['job', 'Escape'],
  copyLiveLink: ['page', 'l'],
  copySeenLink: ['page', 'Shift+l'],
  pause: ['page', 'p'],
  density: ['page', 'd'],
  zone: ['page', 't'],
  goJobs: ['go', 'g j'],
  goConnections: ['go', 'g c'],
  keys: ['go', '?'],
} as const satisfies Record<string, readonly [ShortcutGroup, ...Chord[]]>

export type Shortcut = keyof typeof registry
export type ShortcutHandlers = {
  readonly [name in Shortcut]?: (event: KeyboardEvent) => void
}

export const shortcutNames = Object.keys(registry) as readonly Shortcut[]

export function groupOf(name: Shortcut): ShortcutGroup {
  return registry[name][0]
}

export function chordsOf(name: Shortcut): readonly Chord[] {
  return registry[name].slice(1)
}

/** For `aria-keyshortcuts`; `undefined` while none of its keys is listened to. */
export function useAriaKeys(name: Shortcut): string | undefined {
  const [areOn] = useSingleKeys()
  const live = chordsOf(name).filter((chord) => areOn || !isSingleKey(chord))
  return live.map(toAria).filter(Boolean).join(' ') || undefined
}

type Bound = { readonly current: ShortcutHandlers }

const bound = new Set<Bound>()
/** The first half of a sequence, and until when its second half is waited for. */
let begun: { readonly chord: Chord; readonly untilMs: number } | null = null
const patienceMs = 1500

/**
 * Binds keys while the caller is on the page. None fires while somebody types, or inside a menu,
 * dialog or editor, which has its own keys; nor does a single character where those are off.
 */
export function useShortcuts(handlers: ShortcutHandlers) {
  const latest = useRef(handlers)
  // Not after the paint: a key pressed at the first sight of the rows would be lost.
  useLayoutEffect(() => {
    latest.current = handlers
  })
  useLayoutEffect(() => {
    if (bound.size === 0) document.addEventListener('keydown', onKeyDown)
    bound.add(latest)
    return () => {
      bound.delete(latest)
      if (bound.size === 0) document.removeEventListener('keydown', onKeyDown)
    }
  }, [])
}

function onKeyDown(event: KeyboardEvent) {
  if (event.defaultPrevented || !isFree(event)) return
  const chord = chordOf(event)
  if (chord === null) return
  const whole = begun && event.timeStamp < begun.untilMs ? `${begun.chord} ${chord}` : null
  begun = null
  if (whole !== null && fire(whole, event)) return
  if (fire(chord, event)) return
  const isStart = shortcutNames.some((name) =>
    chordsOf(name).some((one) => isLive(one) && one.startsWith(`${chord} `)),
  )
  if (isStart) begun = { chord, untilMs: event.timeStamp + patienceMs }
}

/** Whether somebody was there to hear it. */
function fire(chord: Chord, event: KeyboardEvent): boolean {
  if (!isLive(chord)) return false
  const names = shortcutNames.filter((name) => chordsOf(name).includes(chord))
  const heard = [...bound].flatMap((handlers) =>
    names.filter((name) => handlers.current[name]).map((name) => ({ handlers, name })),
  )
  for (const { handlers, name } of heard) {
    if (!event.defaultPrevented) handlers.current[name]?.(event)
  }
  return heard.length > 0
}

function isLive(chord: Chord): boolean {
  return areSingleKeysOn() || !isSingleKey(chord)
}

function isFree(event: KeyboardEvent): boolean {
  if (event.isComposing) return false
  const at = event.target
  if (!(at instanceof HTMLElement)) return true
  const types = at.closest('input, textarea, select, [contenteditable="true"]')
  const isRadio = types instanceof HTMLInputElement && /^(radio|checkbox)$/.test(types.type)
  const isTyping = types && (!isRadio || event.key.startsWith('Arrow'))
  return !isTyping && !at.closest('[role="dialog"], [role="alertdialog"], [role="menu"]')
}

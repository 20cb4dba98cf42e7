/**
 * A key press as text: `j`, `?`, `Escape`, `Shift+l`, `Mod+k` (Ctrl or ⌘), and a sequence of two
 * as `g j`. Letters are written small; Shift counts with letters and named keys alone, because on
 * some keyboards `?` or `/` takes it.
 */
export type Chord = string

type Press = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>

/** `null`: no key of ours; a modifier alone, or one that we never use. */
export function chordOf({ key, ctrlKey, metaKey, altKey, shiftKey }: Press): Chord | null {
  if (altKey || (ctrlKey && metaKey) || /^(Shift|Control|Meta|Alt.*|Process|Dead)$/.test(key)) {
    return null
  }
  const isSymbol = key.length === 1 && key.toLowerCase() === key.toUpperCase()
  const shift = shiftKey && !isSymbol ? 'Shift+' : ''
  return `${ctrlKey || metaKey ? 'Mod+' : ''}${shift}${key.length === 1 ? key.toLowerCase() : key}`
}

/** Whether it is characters alone: what somebody who dictates may press without meaning to. */
export function isSingleKey(chord: Chord): boolean {
  return chord.split(' ').every((press) => keyOf(press).length === 1 && !press.startsWith('Mod+'))
}

/** `Mod+k` → `Control+K Meta+K`, as `aria-keyshortcuts` has it; `null`: it cannot say a sequence. */
export function toAria(chord: Chord): string | null {
  if (chord.includes(' ')) return null
  const key = keyOf(chord)
  const tail = `${chord.includes('Shift+') ? 'Shift+' : ''}${key.length === 1 ? key.toUpperCase() : key}`
  return chord.startsWith('Mod+') ? `Control+${tail} Meta+${tail}` : tail
}

/** A cap on a keyboard: what is written on it, or the name of what has a sign. */
export type Cap = { readonly sign: string; readonly name: CapName | null }
export type CapName = keyof typeof signs

const signs = {
  ArrowDown: '↓',
  ArrowUp: '↑',
  Backspace: '⌫',
  Enter: '↵',
  Escape: 'Esc',
  End: 'End',
  Home: 'Home',
  PageDown: 'PgDn',
  PageUp: 'PgUp',
  Shift: '⇧',
  Command: '⌘',
  Control: 'Ctrl',
}

/** `Mod+k` → `⌘` `K` or `Ctrl` `K`. */
export function capsOf(chord: Chord, isApple: boolean): readonly Cap[] {
  return chord.split(' ').flatMap((press) => {
    const key = keyOf(press)
    return [
      ...(press.startsWith('Mod+') ? [named(isApple ? 'Command' : 'Control')] : []),
      ...(press.includes('Shift+') ? [named('Shift')] : []),
      isNamed(key) ? named(key) : { sign: key.toUpperCase(), name: null },
    ]
  })
}

export function isApple(): boolean {
  return /Mac|iPhone|iPad/.test(navigator.platform)
}

function named(name: CapName): Cap {
  return { sign: signs[name], name }
}

function isNamed(key: string): key is CapName {
  return Object.hasOwn(signs, key)
}

/** The key itself: what is left without its modifiers. */
function keyOf(press: Chord): string {
  return press.replace(/^(Mod\+)?(Shift\+)?/, '')
}

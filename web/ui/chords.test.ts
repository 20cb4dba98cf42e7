import { expect, test } from 'vitest'
import { capsOf, chordOf, isSingleKey, toAria } from './chords.ts'
import { chordsOf, shortcutNames } from './shortcuts.ts'

const plain = { ctrlKey: false, metaKey: false, altKey: false, shiftKey: false }

test.each([
  [{ ...plain, key: 'j' }, 'j'],
  [{ ...plain, key: 'J', shiftKey: true }, 'Shift+j'],
  // Caps lock is not Shift.
  [{ ...plain, key: 'J' }, 'j'],
  [{ ...plain, key: '?', shiftKey: true }, '?'],
  [{ ...plain, key: 'k', ctrlKey: true }, 'Mod+k'],
  [{ ...plain, key: 'k', metaKey: true }, 'Mod+k'],
  [{ ...plain, key: 'k', metaKey: true, ctrlKey: true }, null],
  [{ ...plain, key: 'ArrowDown', shiftKey: true }, 'Shift+ArrowDown'],
  [{ ...plain, key: 'j', altKey: true }, null],
  [{ ...plain, key: 'Shift', shiftKey: true }, null],
])('%o is %s', (press, chord) => {
  expect(chordOf(press)).toBe(chord)
})

test('every key of the registry is one that can be pressed, and none means two things', () => {
  const chords = shortcutNames.flatMap(chordsOf)
  expect(new Set(chords).size).toBe(chords.length)
  for (const press of chords.flatMap((chord) => chord.split(' '))) {
    const key = press.replace(/^(Mod\+)?(Shift\+)?/, '')
    const flags = { ctrlKey: press.includes('Mod+'), shiftKey: press.includes('Shift+') }
    expect(chordOf({ ...plain, ...flags, key })).toBe(press)
  }
  const starts = chords.filter((chord) => chord.includes(' ')).map((chord) => chord.split(' ')[0])
  expect(chords.filter((chord) => starts.includes(chord))).toEqual([])
})

test('characters alone can be switched off; what has a name or Ctrl stays', () => {
  expect(['j', '?', 'Shift+l', 'g j'].map(isSingleKey)).toEqual([true, true, true, true])
  expect(['Mod+k', 'Escape', 'ArrowDown'].map(isSingleKey)).toEqual([false, false, false])
})

test('keys are written for assistive technology and for the eye', () => {
  expect(['f', 'Mod+k', 'Shift+l', 'Escape', 'g j'].map(toAria)).toEqual([
    'F',
    'Control+K Meta+K',
    'Shift+L',
    'Escape',
    null,
  ])
  const signs = (chord: string, isApple: boolean) => capsOf(chord, isApple).map(({ sign }) => sign)
  expect(signs('Mod+Enter', true)).toEqual(['⌘', '↵'])
  expect(signs('Mod+Enter', false)).toEqual(['Ctrl', '↵'])
  expect(signs('g c', false)).toEqual(['G', 'C'])
})

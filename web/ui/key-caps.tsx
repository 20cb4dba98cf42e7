import { Fragment } from 'react'
import { useMessages } from '../i18n/language.tsx'
import { type Chord, capsOf, isApple, isSingleKey } from './chords.ts'
import { chordsOf, type Shortcut } from './shortcuts.ts'
import { useSingleKeys } from './single-keys.ts'

/** The keys of one chord, as they look on a keyboard and as they are called. */
export function Caps({ chord }: { chord: Chord }) {
  const words = useMessages().keys
  const isSequence = chord.includes(' ')
  return (
    <span className="inline-flex items-center gap-1">
      {capsOf(chord, isApple()).map(({ sign, name }, at) => (
        <Fragment key={`${sign} ${name}`}>
          {isSequence && at > 0 && <span className="sr-only">{words.andThen}</span>}
          <kbd className="key-cap">
            <span aria-hidden="true">{sign}</span>
            <span className="sr-only">{name === null ? sign : words.caps[name]}</span>
          </kbd>
        </Fragment>
      ))}
    </span>
  )
}

/** A hint beside what the shortcut does; for the eye alone, and only while the key works. */
export function KeyHint({ of, className = '' }: { of: Shortcut; className?: string }) {
  const [areOn] = useSingleKeys()
  const chord = chordsOf(of).find((one) => areOn || !isSingleKey(one))
  if (chord === undefined) return null
  return (
    <span
      aria-hidden="true"
      className={`inline-flex items-center gap-1 max-sm:hidden ${className}`}
    >
      {capsOf(chord, isApple()).map(({ sign }) => (
        <kbd key={sign} className="key-cap">
          {sign}
        </kbd>
      ))}
    </span>
  )
}

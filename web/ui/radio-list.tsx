import { type ReactNode, useId } from 'react'
import { moveFocus } from './move-focus.ts'

export type RadioListProps<V> = {
  label: string
  /** Each once; `key` names it. */
  options: readonly { readonly key: string; readonly value: V; readonly face: ReactNode }[]
  isOn: (value: V) => boolean
  onChoose: (value: V) => void
}

/** One of a few lines, in an editor; native radios, walked by the arrow keys. */
export function RadioList<V>({ label, options, isOn, onChoose }: RadioListProps<V>) {
  const name = useId()
  return (
    <div role="radiogroup" aria-label={label} onKeyDown={moveFocus('input')}>
      {options.map(({ key, value, face }) => (
        <label
          key={key}
          className="flex h-8 cursor-pointer items-center gap-2 rounded-r2 px-2 hover:bg-surface-2 has-focus-visible:outline-2 has-focus-visible:-outline-offset-2 has-focus-visible:outline-focus"
        >
          <input
            type="radio"
            name={name}
            checked={isOn(value)}
            onChange={() => onChoose(value)}
            className="size-3.5 accent-accent-solid outline-none"
          />
          {face}
        </label>
      ))}
    </div>
  )
}

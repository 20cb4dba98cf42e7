import type { LucideIcon } from 'lucide-react'
import { useId } from 'react'

type IconChoiceProps<V extends string> = {
  label: string
  hint?: string
  options: readonly { readonly value: V; readonly word: string; readonly icon: LucideIcon }[]
  value: V
  onChange: (value: V) => void
}

/** One of a few looks, each by its icon. Native radios: one tab stop, arrow keys between them. */
export function IconChoice<V extends string>(props: IconChoiceProps<V>) {
  const { label, hint, options, value: chosen, onChange } = props
  const name = useId()
  return (
    <div role="radiogroup" aria-label={label} title={hint} className="flex rounded-r2 bg-surface-3">
      {options.map(({ value, word, icon: Icon }) => (
        <label
          key={value}
          title={hint === undefined ? word : undefined}
          className="grid size-6 cursor-pointer place-items-center rounded-r1 text-text-3 hover:text-text has-checked:bg-surface has-checked:text-text has-checked:shadow-[inset_0_0_0_1px_var(--line-2)] has-focus-visible:outline-2 has-focus-visible:outline-focus dark:has-checked:bg-line-2"
        >
          <input
            type="radio"
            name={name}
            value={value}
            checked={chosen === value}
            onChange={() => onChange(value)}
            className="sr-only"
          />
          <Icon aria-hidden="true" className="size-3.5" strokeWidth={2.25} />
          <span className="sr-only">{word}</span>
        </label>
      ))}
    </div>
  )
}

import { useId } from 'react'

type SegmentedProps<V extends string> = {
  label: string
  value: V
  options: readonly { value: V; label: string }[]
  onChange: (value: V) => void
}

/** One of a few views. Native radios: one tab stop, arrow keys between them. */
export function Segmented<V extends string>({
  label,
  value,
  options,
  onChange,
}: SegmentedProps<V>) {
  const name = useId()
  return (
    <div role="radiogroup" aria-label={label} className="inline-flex rounded-md bg-surface-3 p-0.5">
      {options.map((option) => (
        <label
          key={option.value}
          className="relative h-6 cursor-pointer rounded-sm px-2 text-12 leading-6 font-medium text-text-2 hover:text-text has-checked:bg-[light-dark(var(--surface),var(--line-2))] has-checked:text-text has-checked:shadow-1 has-focus-visible:outline-2 has-focus-visible:outline-focus"
        >
          <input
            type="radio"
            name={name}
            value={option.value}
            checked={option.value === value}
            onChange={() => onChange(option.value)}
            className="sr-only"
          />
          {option.label}
        </label>
      ))}
    </div>
  )
}

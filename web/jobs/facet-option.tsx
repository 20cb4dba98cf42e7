import { Check } from 'lucide-react'
import type { ReactNode } from 'react'
import { useFormats, useMessages } from '../i18n/language.tsx'

type FacetOptionProps = {
  label: string
  detail: string
  count: number | null
  isChecked: boolean
  onToggle: () => void
  onOnly: () => void
  children: ReactNode
}

export function FacetOption(props: FacetOptionProps) {
  const { label, detail, count, isChecked, onToggle, onOnly, children } = props
  const { filter, strip } = useMessages().list
  const formats = useFormats()
  return (
    <li className="group relative flex items-center rounded-r2 hover:bg-surface-2 focus-within:bg-surface-2">
      <label className="flex min-h-8 min-w-0 flex-1 cursor-pointer items-center gap-2 rounded-r2 px-2 py-1 has-focus-visible:outline-2 has-focus-visible:-outline-offset-2 has-focus-visible:outline-focus">
        <input
          type="checkbox"
          checked={isChecked}
          onChange={onToggle}
          onKeyDown={(event) => {
            if (event.key === 'Enter') onToggle()
          }}
          className="peer sr-only"
        />
        <span
          aria-hidden="true"
          className="grid size-4 flex-none place-items-center rounded-r1 border border-line-3 text-transparent peer-checked:border-accent-solid peer-checked:bg-accent-solid peer-checked:text-on-solid"
        >
          <Check className="size-3" strokeWidth={3} />
        </span>
        {children}
        <span className="min-w-0 flex-1 overflow-hidden text-ellipsis whitespace-nowrap">
          {label}
          {detail && <code className="ml-2 text-11 text-text-3">{detail}</code>}
        </span>
        <span className="text-12 text-text-3 tabular-nums">
          {count === null ? strip.unknownCount : formats.number(count)}
        </span>
      </label>
      <button
        type="button"
        aria-label={filter.onlyThis(label)}
        onClick={onOnly}
        className="mr-1 ml-0 h-6 w-0 overflow-hidden rounded-r1 text-12 font-medium text-accent group-hover:w-auto group-hover:px-1.5 focus-visible:w-auto focus-visible:px-1.5 hover:bg-surface-3"
      >
        {filter.only}
      </button>
    </li>
  )
}

import { useState } from 'react'
import type { FacetName, FacetValue, JobStatus } from '../api/client.ts'
import { useMessages } from '../i18n/language.tsx'
import { moveFocus } from '../ui/move-focus.ts'
import { FacetOption } from './facet-option.tsx'
import { matchesText, stableOrder } from './facet-options.ts'
import { nameOfValue } from './filter-words.ts'
import { toggled } from './job-search.ts'
import { StatusGlyph } from './status-glyph.tsx'

type FacetEditorProps = {
  part: FacetName
  chosen: readonly string[]
  /** `undefined`: the counts are under way. */
  values: readonly FacetValue[] | undefined
  onChange: (values: readonly string[]) => void
}

/** More values than this are searched, not read. */
const fewValues = 8

/** What there is to choose from, with counts under the other filters. */
export function FacetEditor({ part, chosen, values, onChange }: FacetEditorProps) {
  const messages = useMessages()
  const words = messages.list.filter
  const [text, setText] = useState('')
  const [order, setOrder] = useState<readonly string[]>([])
  const options = stableOrder(values ?? [], order, chosen)
  if (values && options.length > order.length) setOrder(options.map(({ value }) => value))

  const nameOf = nameOfValue(
    messages,
    (id) => options.find(({ value }) => value === id)?.name ?? '',
  )
  const shown = options.filter((option) => matchesText(option, nameOf(part, option.value), text))
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the keys belong to what is inside
    <div onKeyDown={moveFocus('input')}>
      {options.length > fewValues && (
        <input
          type="text"
          aria-label={words.search(words.names[part])}
          placeholder={words.search(words.names[part])}
          value={text}
          onChange={(event) => setText(event.target.value)}
          className="mx-1 mb-1 h-7 w-[calc(100%-8px)] rounded-r2 border border-line-2 bg-surface px-2 placeholder:text-text-3"
        />
      )}
      <ul className="max-h-72 overflow-y-auto [scrollbar-width:thin]">
        {shown.map((option) => (
          <FacetOption
            key={option.value}
            label={nameOf(part, option.value)}
            detail={option.name === '' ? '' : option.value}
            count={option.count}
            isChecked={chosen.includes(option.value)}
            onToggle={() => onChange(toggled(chosen, option.value))}
            onOnly={() => onChange([option.value])}
          >
            {part === 'status' && <StatusGlyph status={option.value as JobStatus} size={14} />}
          </FacetOption>
        ))}
      </ul>
      {!values && <FacetSkeleton />}
      {values && shown.length === 0 && (
        <p className="px-2 py-2 text-text-3">{text === '' ? words.noValues : words.nothing}</p>
      )}
    </div>
  )
}

function FacetSkeleton() {
  return (
    <div className="grid gap-5 px-2 py-3">
      <i className="skeleton w-3/5" />
      <i className="skeleton w-4/5" />
      <i className="skeleton w-1/2" />
    </div>
  )
}

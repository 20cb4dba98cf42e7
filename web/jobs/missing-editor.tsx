import { useId } from 'react'
import type { MissingChoice } from '../../server/jobs/job-filter.ts'
import { useMessages } from '../i18n/language.tsx'
import { moveFocus } from '../ui/move-focus.ts'

type MissingEditorProps = {
  /** `null`: hidden. */
  choice: MissingChoice | null
  onChange: (choice: MissingChoice | null) => void
}

const choices = [null, 'shown', 'only'] as const

/** What to do with the jobs that Alibaba Cloud no longer lists. */
export function MissingEditor({ choice, onChange }: MissingEditorProps) {
  const words = useMessages().list.missing
  const name = useId()
  return (
    <div>
      <div role="radiogroup" aria-label={words.label} onKeyDown={moveFocus('input')}>
        {choices.map((value) => (
          <label
            key={value}
            className="flex h-8 cursor-pointer items-center gap-2 rounded-r2 px-2 hover:bg-surface-2 has-focus-visible:outline-2 has-focus-visible:-outline-offset-2 has-focus-visible:outline-focus"
          >
            <input
              type="radio"
              name={name}
              checked={choice === value}
              onChange={() => onChange(value)}
              className="size-3.5 accent-accent-solid outline-none"
            />
            {words.choices[value ?? 'hidden']}
          </label>
        ))}
      </div>
      <p className="border-t border-line px-2 pt-2 pb-1.5 text-12 text-pretty text-text-3">
        {words.help}
      </p>
    </div>
  )
}

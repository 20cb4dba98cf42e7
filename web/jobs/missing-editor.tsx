import type { MissingChoice } from '../../server/jobs/job-filter.ts'
import { useMessages } from '../i18n/language.tsx'
import { RadioList } from '../ui/radio-list.tsx'

type MissingEditorProps = {
  /** `null`: hidden. */
  choice: MissingChoice | null
  onChange: (choice: MissingChoice | null) => void
}

const choices = [null, 'shown', 'only'] as const

/** What to do with the jobs that Alibaba Cloud no longer lists. */
export function MissingEditor({ choice, onChange }: MissingEditorProps) {
  const words = useMessages().list.missing
  return (
    <div>
      <RadioList
        label={words.label}
        options={choices.map((value) => {
          const key = value ?? 'hidden'
          return { key, value, face: words.choices[key] }
        })}
        isOn={(value) => value === choice}
        onChoose={onChange}
      />
      <p className="border-t border-line px-2 pt-2 pb-1.5 text-12 text-pretty text-text-3">
        {words.help}
      </p>
    </div>
  )
}

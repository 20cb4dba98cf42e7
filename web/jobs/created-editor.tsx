import { useState } from 'react'
import { readMoment } from '../../server/jobs/job-filter.ts'
import { useFormats, useMessages } from '../i18n/language.tsx'
import { fromZoneTime, toZoneTime } from '../i18n/zone-time.ts'
import { useNow } from '../ui/now.ts'
import { RadioList } from '../ui/radio-list.tsx'
import type { CreatedRange } from './job-search.ts'
import { Preset } from './preset.tsx'

type CreatedEditorProps = { range: CreatedRange; onChange: (range: CreatedRange) => void }

/** The last so-and-so long, or from one moment to another in the zone that the inputs name. */
export function CreatedEditor({ range, onChange }: CreatedEditorProps) {
  const words = useMessages().list.created
  const formats = useFormats()
  const nowMs = useNow()
  const { createdFrom, createdTo } = range
  const from = createdFrom === undefined ? null : readMoment(createdFrom, nowMs)
  const to = createdTo === undefined ? null : readMoment(createdTo, nowMs)
  const isWrong = from !== null && to !== null && from > to
  const isPreset = (preset: string) => createdFrom === preset && createdTo === undefined
  return (
    <div>
      <RadioList
        label={words.presetLabel}
        options={Object.entries(words.presets).map(([preset, label]) => ({
          key: preset,
          value: preset,
          face: <Preset before={words.inTheLast}>{label}</Preset>,
        }))}
        isOn={isPreset}
        onChoose={(preset) => onChange({ createdFrom: preset })}
      />
      <div className="mt-1 grid gap-2 border-t border-line px-2 pt-3 pb-2">
        <MomentInput
          label={words.from}
          ms={from}
          onChange={(iso) =>
            onChange({ ...keep(createdTo, 'createdTo'), ...keep(iso, 'createdFrom') })
          }
        />
        <MomentInput
          label={words.to}
          ms={to}
          onChange={(iso) =>
            onChange({ ...keep(createdFrom, 'createdFrom'), ...keep(iso, 'createdTo') })
          }
        />
        <p className={`text-12 ${isWrong ? 'text-st-stop-text' : 'text-text-3'}`}>
          {isWrong ? words.wrongOrder : words.zone(formats.zone, formats.offset(nowMs))}
        </p>
      </div>
    </div>
  )
}

function keep<N extends keyof CreatedRange>(value: string | null | undefined, name: N) {
  return value === null || value === undefined ? {} : { [name]: value }
}

type MomentInputProps = {
  label: string
  ms: number | null
  onChange: (iso: string | null) => void
}

/** Written out when the reader leaves it: half a date is no filter. */
function MomentInput({ label, ms, onChange }: MomentInputProps) {
  const { zone } = useFormats()
  const inUrl = ms === null ? '' : toZoneTime(ms, zone)
  const [draft, setDraft] = useState<string | null>(null)
  const commit = () => {
    setDraft(null)
    if (draft !== null && draft !== inUrl) onChange(draft === '' ? null : fromZoneTime(draft, zone))
  }
  return (
    <label className="grid grid-cols-[3rem_1fr] items-center text-text-2">
      {label}
      <input
        type="datetime-local"
        value={draft ?? inUrl}
        onChange={(event) => setDraft(event.target.value)}
        onBlur={commit}
        onKeyDown={(event) => {
          if (event.key === 'Enter') commit()
        }}
        className="h-7 min-w-0 rounded-r2 border border-line-2 bg-surface px-2 text-text tabular-nums"
      />
    </label>
  )
}

import { useState } from 'react'
import { useFormats, useMessages } from '../i18n/language.tsx'
import { RadioList } from '../ui/radio-list.tsx'
import type { DeviceRange } from './job-search.ts'
import { Preset } from './preset.tsx'

type DevicesEditorProps = { range: DeviceRange; onChange: (range: DeviceRange) => void }

const presets = [100, 1000, 10_000]

/** At least so many devices, or from one number to another. */
export function DevicesEditor({ range, onChange }: DevicesEditorProps) {
  const words = useMessages().list.devices
  const formats = useFormats()
  const { devicesFrom, devicesTo } = range
  const isWrong = devicesFrom !== undefined && devicesTo !== undefined && devicesFrom > devicesTo
  return (
    <div>
      <RadioList
        label={words.presetLabel}
        options={presets.map((preset) => ({
          key: String(preset),
          value: preset,
          face: <Preset before={words.atLeast}>{formats.number(preset)}</Preset>,
        }))}
        isOn={(preset) => devicesFrom === preset && devicesTo === undefined}
        onChoose={(preset) => onChange({ devicesFrom: preset })}
      />
      <div className="mt-1 grid gap-2 border-t border-line px-2 pt-3 pb-2">
        <CountInput
          label={words.from}
          count={devicesFrom}
          onChange={(count) => onChange(toRange(count, devicesTo))}
        />
        <CountInput
          label={words.to}
          count={devicesTo}
          onChange={(count) => onChange(toRange(devicesFrom, count))}
        />
        {isWrong && <p className="text-12 text-st-stop-text">{words.wrongOrder}</p>}
      </div>
    </div>
  )
}

function toRange(from: number | undefined, to: number | undefined): DeviceRange {
  return {
    ...(from === undefined ? {} : { devicesFrom: from }),
    ...(to === undefined ? {} : { devicesTo: to }),
  }
}

type CountInputProps = {
  label: string
  count: number | undefined
  onChange: (count: number | undefined) => void
}

/** Written out when the reader leaves it: half a number is no filter. Takes digits alone. */
function CountInput({ label, count, onChange }: CountInputProps) {
  const inUrl = count === undefined ? '' : String(count)
  const [draft, setDraft] = useState<string | null>(null)
  const commit = () => {
    setDraft(null)
    if (draft !== null && draft !== inUrl) onChange(draft === '' ? undefined : Number(draft))
  }
  return (
    <label className="grid grid-cols-[3rem_1fr] items-center text-text-2">
      {label}
      <input
        type="text"
        inputMode="numeric"
        value={draft ?? inUrl}
        onChange={(event) => setDraft(event.target.value.replace(/\D/g, '').slice(0, 9))}
        onBlur={commit}
        onKeyDown={(event) => {
          if (event.key === 'Enter') commit()
        }}
        className="h-7 min-w-0 rounded-r2 border border-line-2 bg-surface px-2 text-text tabular-nums"
      />
    </label>
  )
}

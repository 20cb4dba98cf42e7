import { useId, useState } from 'react'
import { useFormats, useMessages } from '../i18n/language.tsx'
import { moveFocus } from '../ui/move-focus.ts'
import type { DeviceRange } from './job-search.ts'

type DevicesEditorProps = { range: DeviceRange; onChange: (range: DeviceRange) => void }

const presets = [100, 1000, 10_000]

/** At least so many devices, or from one number to another. */
export function DevicesEditor({ range, onChange }: DevicesEditorProps) {
  const words = useMessages().list.devices
  const formats = useFormats()
  const name = useId()
  const { devicesFrom, devicesTo } = range
  const isWrong = devicesFrom !== undefined && devicesTo !== undefined && devicesFrom > devicesTo
  return (
    <div>
      <div role="radiogroup" aria-label={words.presetLabel} onKeyDown={moveFocus('input')}>
        {presets.map((preset) => (
          <label
            key={preset}
            className="flex h-8 cursor-pointer items-center gap-2 rounded-r2 px-2 hover:bg-surface-2 has-focus-visible:outline-2 has-focus-visible:-outline-offset-2 has-focus-visible:outline-focus"
          >
            <input
              type="radio"
              name={name}
              checked={devicesFrom === preset && devicesTo === undefined}
              onChange={() => onChange({ devicesFrom: preset })}
              className="size-3.5 accent-accent-solid outline-none"
            />
            <span className="text-text-3">{words.atLeast}</span>
            {formats.number(preset)}
          </label>
        ))}
      </div>
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

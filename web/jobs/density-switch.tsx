import { AlignJustify, StretchHorizontal } from 'lucide-react'
import { useId } from 'react'
import { useMessages } from '../i18n/language.tsx'
import { type Density, densities } from './list-view.ts'
import { useListView } from './remembered-view.ts'
import { useJobSearch } from './use-job-search.ts'

const icons: Readonly<Record<Density, typeof AlignJustify>> = {
  comfortable: StretchHorizontal,
  compact: AlignJustify,
}

/** The height of rows, for the status bar. */
export function DensitySwitch() {
  const words = useMessages().tableTools.display
  const { density, setDensity } = useListView(...useJobSearch())
  const name = useId()
  return (
    <div
      role="radiogroup"
      aria-label={words.density}
      title={words.densityKey}
      className="flex rounded-r2 bg-surface-3"
    >
      {densities.map((value) => {
        const Icon = icons[value]
        return (
          <label
            key={value}
            className="grid size-6 cursor-pointer place-items-center rounded-r1 text-text-3 hover:text-text has-checked:bg-surface has-checked:text-text has-checked:shadow-[inset_0_0_0_1px_var(--line-2)] has-focus-visible:outline-2 has-focus-visible:outline-focus dark:has-checked:bg-line-2"
          >
            <input
              type="radio"
              name={name}
              value={value}
              checked={density === value}
              onChange={() => setDensity(value)}
              className="sr-only"
            />
            <Icon aria-hidden="true" className="size-3.5" strokeWidth={2.25} />
            <span className="sr-only">{words.densities[value]}</span>
          </label>
        )
      })}
    </div>
  )
}

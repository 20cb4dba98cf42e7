import { AlignJustify, StretchHorizontal } from 'lucide-react'
import { useMessages } from '../i18n/language.tsx'
import { IconChoice } from '../ui/icon-choice.tsx'
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
  return (
    <IconChoice
      label={words.density}
      hint={words.densityKey}
      options={densities.map((value) => ({
        value,
        word: words.densities[value],
        icon: icons[value],
      }))}
      value={density}
      onChange={setDensity}
    />
  )
}

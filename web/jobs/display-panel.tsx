import { Popover } from '@base-ui/react/popover'
import { useState } from 'react'
import { useMessages } from '../i18n/language.tsx'
import { announce } from '../ui/announce.ts'
import { Button } from '../ui/button.tsx'
import { Segmented } from '../ui/segmented.tsx'
import { ColumnList } from './column-list.tsx'
import { densities } from './list-view.ts'
import type { ListViewControl } from './remembered-view.ts'

/** How the list is laid out; each change holds at once. */
export function DisplayPanel({ view }: { view: ListViewControl }) {
  const words = useMessages().tableTools.display
  const [resets, setResets] = useState(0)
  const isUsual = view.columns === null && view.density === 'comfortable'
  return (
    <>
      <Popover.Title className="sr-only">{words.title}</Popover.Title>
      <div className="flex min-h-9 items-center justify-between pr-1 pl-2 max-sm:hidden">
        <span className="text-12 font-medium text-text-3">{words.density}</span>
        <Segmented
          label={words.density}
          value={view.density}
          options={densities.map((value) => ({ value, label: words.densities[value] }))}
          onChange={view.setDensity}
        />
      </div>
      <ColumnList key={resets} view={view} />
      <div className="mt-1 flex min-h-9 items-center justify-end border-t border-line pt-1 pr-1">
        <Button
          kind="ghost"
          tiny
          // Not disabled, which would drop the focus: on the usual layout it changes nothing.
          aria-disabled={isUsual}
          className="aria-disabled:text-text-off"
          onClick={() => {
            if (isUsual) return
            view.reset()
            setResets(resets + 1)
            announce(words.wasReset)
          }}
        >
          {words.reset}
        </Button>
      </div>
    </>
  )
}

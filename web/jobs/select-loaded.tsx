import { useMemo } from 'react'
import type { MirroredJob } from '../api/client.ts'
import { useFormats, useMessages } from '../i18n/language.tsx'
import { rowKey } from './list-pages.ts'
import type { Selection } from './selection.ts'

/** Chooses every loaded row, and says how many that is: the list may hold more. */
export function SelectLoaded({
  rows,
  selection,
}: {
  rows: readonly MirroredJob[]
  selection: Selection
}) {
  const words = useMessages().tableTools.select
  const formats = useFormats()
  const { selected, toggleAll } = selection
  const isSome = selected.size > 0
  const isAll = useMemo(
    () => selected.size >= rows.length && rows.every((row) => selected.has(rowKey(row))),
    [selected, rows],
  )
  const label = rows.length === 1 ? words.loadedOne : words.loaded(formats.number(rows.length))
  return (
    <input
      type="checkbox"
      className="pick"
      aria-label={label}
      title={label}
      checked={isAll}
      ref={(box) => {
        if (box) box.indeterminate = isSome && !isAll
      }}
      onChange={() => toggleAll(rows)}
    />
  )
}

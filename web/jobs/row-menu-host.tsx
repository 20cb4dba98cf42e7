import { Suspense, useEffect } from 'react'
import type { MirroredJob } from '../api/client.ts'
import { lazyNamed } from '../ui/lazy-named.ts'
import { whenIdle } from '../ui/when-idle.ts'
import type { JobSearch } from './job-search.ts'
import type { Selection } from './selection.ts'
import type { ChangeSearch } from './use-job-search.ts'
import type { RowMenuState } from './use-row-acts.ts'

const RowMenu = lazyNamed(async () => (await import('./row-menu.tsx')).RowMenu)

export type RowMenuHostProps = {
  menu: RowMenuState
  rows: readonly MirroredJob[]
  search: JobSearch
  change: ChangeSearch
  selection: Selection
}

/** The menu of the row that asked for it. */
export function RowMenuHost({ menu: { open, close }, rows, ...rest }: RowMenuHostProps) {
  useEffect(() => whenIdle(() => void RowMenu.preload()), [])
  const job = open && rows[open.index]
  if (!open || !job) return null
  return (
    <Suspense>
      <RowMenu
        job={job}
        anchor={open.anchor}
        onClose={close}
        onSelect={() => rest.selection.toggle(rows, open.index)}
        {...rest}
      />
    </Suspense>
  )
}

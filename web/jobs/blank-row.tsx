import { cellClasses } from './job-columns.tsx'
import type { ColumnId } from './list-view.ts'

type BlankRowProps = { index: number; columns: readonly ColumnId[]; fade?: number }

/** A row that is still to come: the same geometry, no words. Widths vary, but never by chance. */
export function BlankRow({ index, columns, fade = 100 }: BlankRowProps) {
  return (
    // biome-ignore lint/a11y/noAriaHiddenOnFocusable: no row takes focus
    <tr data-blank="" aria-hidden="true" style={{ ['--fade' as string]: `${fade}%` }}>
      <td className="c-select" />
      {columns.map((id, at) => (
        <td key={id} className={cellClasses[id]}>
          <Blank id={id} seed={index * 7 + at * 3} />
        </td>
      ))}
    </tr>
  )
}

function Blank({ id, seed }: { id: ColumnId; seed: number }) {
  const vary = (percent: number, by: number) => `${percent - ((seed * 5) % by)}%`
  if (id === 'status') {
    return (
      <>
        <i className="skeleton size-3.5! rounded-full!" />
        <i className="skeleton" style={{ width: 44 + ((seed * 5) % 24) }} />
      </>
    )
  }
  if (id === 'deviceCount') {
    return <i className="skeleton" style={{ width: 24 + ((seed * 5) % 16) }} />
  }
  if (
    id === 'jobId' ||
    id === 'productKey' ||
    id === 'strategy' ||
    id === 'targetUid' ||
    id === 'connection'
  ) {
    return <i className="skeleton" style={{ width: id === 'jobId' ? '96%' : vary(86, 14) }} />
  }
  return (
    <>
      {id === 'targets' && <i className="skeleton hop w-4" />}
      <i className="skeleton" style={{ width: vary(60, 22) }} />
      <i className="skeleton second" style={{ width: vary(82, 18) }} />
    </>
  )
}

/** The first look at the list, before anything came. */
export function BlankRows({ count, columns }: { count: number; columns: readonly ColumnId[] }) {
  return Array.from({ length: count }, (_, index) => (
    // Nothing but its place tells one blank row from another.
    // biome-ignore lint/suspicious/noArrayIndexKey: rows never move
    <BlankRow key={index} index={index} columns={columns} fade={Math.max(10, 100 - index * 6)} />
  ))
}

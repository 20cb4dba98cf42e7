import type { ReactNode } from 'react'

type CardProps = {
  title: string
  /** At the far end of the title's line. */
  aside?: ReactNode
  children: ReactNode
}

export function Card({ title, aside, children }: CardProps) {
  return (
    <section className="min-w-0 rounded-lg border border-line-2 bg-surface px-5 py-4 max-sm:px-4 max-sm:py-3">
      <div className="mb-2 flex min-h-6 flex-wrap items-center gap-x-4 gap-y-1">
        <h2 className="flex-1 text-13 whitespace-nowrap">{title}</h2>
        {aside && <div className="text-12 text-text-3">{aside}</div>}
      </div>
      {children}
    </section>
  )
}

/** A row of a card's list: what it is, and its value at the far end. */
export function Row({ name, children }: { name: ReactNode; children: ReactNode }) {
  return (
    <div className="flex min-h-9 items-center justify-between gap-4 border-line not-last:border-b">
      <dt className="text-text-2">{name}</dt>
      <dd className="min-w-0 text-right break-words tabular-nums">{children}</dd>
    </div>
  )
}

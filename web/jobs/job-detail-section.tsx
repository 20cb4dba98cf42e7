import type { ReactNode } from 'react'

/** In a drawer sections follow each other; a page lays them out as cards. */
export type DetailVariant = 'drawer' | 'page'

type DetailSectionProps = {
  title: string
  variant: DetailVariant
  /** Beside the title, quieter. */
  note?: string
  /** At the far end of the title's line. */
  action?: ReactNode
  children: ReactNode
}

export function DetailSection({ title, variant, note, action, children }: DetailSectionProps) {
  const Heading = variant === 'page' ? 'h2' : 'h3'
  return (
    <section className={variant === 'page' ? card : 'mt-6 [:empty+&]:mt-2'}>
      <div className="mb-2 flex min-h-6 items-center gap-2">
        <Heading className="text-13">{title}</Heading>
        {note && <span className="text-12 text-text-3">{note}</span>}
        {action && <span className="ml-auto">{action}</span>}
      </div>
      {children}
    </section>
  )
}

const card = 'min-w-0 rounded-lg border border-line-2 bg-surface px-5 py-4'

import { Suspense } from 'react'
import type { MirroredJob } from '../api/client.ts'
import { useHoverCard } from '../ui/hover-card.ts'
import { lazyNamed } from '../ui/lazy-named.ts'
import type { JobSearch } from './job-search.ts'
import { rowKey } from './list-pages.ts'
import type { ChangeSearch } from './use-job-search.ts'

const TargetsCardBody = lazyNamed(
  async () => (await import('./targets-card-body.tsx')).TargetsCardBody,
)

const preload = () => void TargetsCardBody.preload()

type TargetsCardProps = { rows: readonly MirroredJob[]; search: JobSearch; change: ChangeSearch }

/** All targets of the row whose "+3" the reader rests on. */
export function TargetsCard({ rows, search, change }: TargetsCardProps) {
  const { card, close } = useHoverCard('[data-targets-card]', preload)
  const index = card?.anchor.closest<HTMLElement>('tr[data-index]')?.dataset['index']
  const job = index === undefined ? undefined : rows[Number(index)]
  if (!card || !job) return null
  return (
    <Suspense>
      <TargetsCardBody
        key={rowKey(job)}
        job={job}
        search={search}
        change={change}
        card={card}
        onClose={close}
      />
    </Suspense>
  )
}

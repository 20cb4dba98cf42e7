import type { Job } from '../jobs/job.ts'
import type { Reach, SourcePage } from '../jobs/job-source.ts'
import type { AtOnce } from './at-once.ts'
import type { PartKey } from './sweep-parts.ts'

/** More lists cost more in pages that are not full than they bring. */
export const mostParts = 64
/** A plan whose gain is less is not worth its risk. */
const worthwhile = 0.95

const keys = ['productKey', 'targetUid'] as const

export type PartsPlan = { readonly key: PartKey; readonly values: ReadonlySet<string> }

/**
 * By which key to read a list of `jobCount` in parts, judged by its first page; `null`: one walk
 * comes as far, or the page shows but one value, or too many.
 */
export function planParts(
  { jobs, jobCount }: Pick<SourcePage, 'jobs' | 'jobCount'>,
  { pageSize, numberedPages }: Reach,
  atOnce: Pick<AtOnce, 'responseMs' | 'slotMs'>,
): PartsPlan | null {
  if (jobs.length === 0) return null
  const pages = (jobCount ?? 0) / pageSize
  const slotMs = atOnce.slotMs()
  const pageMs = Math.max(slotMs, atOnce.responseMs())
  // The first pages are read ahead by number, the others one by one.
  const byNumber = Math.min(pages, numberedPages)
  const plainMs = byNumber * slotMs + (pages - byNumber) * pageMs
  const choices = keys.flatMap((key) => {
    const counts = countBy(jobs, key)
    if (counts.has('') || counts.size > mostParts) return []
    const largest = (Math.max(...counts.values()) / jobs.length) * pages * pageMs
    const tookMs = Math.max((pages + counts.size / 2) * slotMs, largest)
    return [{ key, values: new Set(counts.keys()), tookMs }]
  })
  const [best] = choices.sort((a, b) => a.tookMs - b.tookMs)
  return best && best.tookMs < worthwhile * plainMs ? best : null
}

function countBy(jobs: readonly Job[], key: PartKey): ReadonlyMap<string, number> {
  const counts = new Map<string, number>()
  for (const job of jobs) counts.set(job[key], (counts.get(job[key]) ?? 0) + 1)
  return counts
}

import type { QuotaUse, SourcePage } from '../jobs/job-source.ts'

/** A slot is free again so long after the answer to its call. */
const windowMs = 1000
const lastOnes = 5

export type AtOnce = ReturnType<typeof createAtOnce>

/** How many calls must be under way to use all slots, by how long the last answers took. */
export function createAtOnce(quotaUse: () => QuotaUse) {
  let responses: readonly number[] = []

  /** Of the last few the middle one, of two the quicker: the first of a connection takes longer. */
  function responseMs(): number {
    const sorted = responses.toSorted((a, b) => a - b)
    return sorted[Math.floor((sorted.length - 1) / 2)] ?? 0
  }

  /** How often there is a slot for one more call. */
  function slotMs(): number {
    const { slots, ceiling } = quotaUse()
    return Math.max((windowMs + responseMs()) / slots, ceiling === null ? 0 : windowMs / ceiling)
  }

  return {
    responseMs,
    slotMs,
    note({ sentAtMs, receivedAtMs }: Pick<SourcePage, 'sentAtMs' | 'receivedAtMs'>) {
      responses = [...responses.slice(1 - lastOnes), receivedAtMs - sentAtMs]
    },
    /** Does a walk that waits for each answer leave slots unused? */
    isMoreThanOne: () => responseMs() > slotMs(),
    /** Those under way, and one that waits for its slot. */
    calls: () => Math.ceil(responseMs() / slotMs()) + 1,
  }
}

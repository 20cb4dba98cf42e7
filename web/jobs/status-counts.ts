import type { FacetValue, JobStatus } from '../api/client.ts'

/** The statuses that the API documents, in their order. */
export const knownStatusList = ['initializing', 'running', 'completed', 'interrupted'] as const

export type StatusCount = { readonly status: JobStatus; readonly count: number | null }

/** A facet lists only what it found: a known status that is not in it has no jobs. */
export function statusCounts(facet: readonly FacetValue[]) {
  const found = new Map(facet.map(({ value, count }) => [value, count]))
  const known = knownStatusList.map((status) => ({ status, count: found.get(status) ?? 0 }))
  const others = facet
    .filter(({ value }) => value.startsWith('unknown-'))
    .map(({ value, count }) => ({ status: value as JobStatus, count }))
  const all = facet.reduce((sum, { count }) => sum + count, 0)
  return { all, tiles: [...known, ...others] }
}

/** A click chooses one status alone, or all again if it was the only one. */
export function statusesAfterClick(
  chosen: readonly string[],
  status: string,
  adds: boolean,
): readonly string[] {
  const isOn = chosen.includes(status)
  if (adds) return isOn ? chosen.filter((other) => other !== status) : [...chosen, status]
  return isOn && chosen.length === 1 ? [] : [status]
}

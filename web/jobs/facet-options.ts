import type { FacetValue } from '../api/client.ts'

/** A value that is chosen but not in the facet has a count of `null`: nothing was said of it. */
export type FacetChoice = Omit<FacetValue, 'count'> & { readonly count: number | null }

/** Counts change while the list is open; the order in which it was opened does not. */
export function stableOrder(
  values: readonly FacetValue[],
  order: readonly string[],
  chosen: readonly string[],
): readonly FacetChoice[] {
  const byValue = new Map<string, FacetChoice>(values.map((value) => [value.value, value]))
  const names = new Set([...order, ...values.map(({ value }) => value), ...chosen])
  return [...names].map((value) => byValue.get(value) ?? { value, name: '', count: null })
}

export function matchesText({ value, name }: FacetChoice, label: string, text: string): boolean {
  const wanted = text.trim().toLowerCase()
  return [value, name, label].some((own) => own.toLowerCase().includes(wanted))
}

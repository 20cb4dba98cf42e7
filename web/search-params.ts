/** A query string as it was written: names in order of appearance, every value text. */
export type SearchParams = { readonly [name: string]: readonly string[] }

/** The stock parser of the router would read `19876543210987654321` as a number and round it. */
export function parseSearch(text: string): SearchParams {
  const params: Record<string, string[]> = Object.create(null)
  for (const [name, value] of new URLSearchParams(text)) {
    params[name] ??= []
    params[name].push(value)
  }
  return { ...params }
}

export function stringifySearch(search: Record<string, unknown>): string {
  const text = toSearchText(search)
  return text && `?${text}`
}

/** The same without its `?`; a name with several values is repeated. */
export function toSearchText(search: Record<string, unknown>): string {
  const pairs = Object.entries(search).flatMap(([name, values]) =>
    (Array.isArray(values) ? values : [values])
      .filter((value) => value !== undefined)
      .map((value) => [name, String(value)]),
  )
  return new URLSearchParams(pairs).toString()
}

export function toSearchParams(pairs: Iterable<readonly [string, string]>): SearchParams {
  const params: Record<string, string[]> = {}
  for (const [name, value] of pairs) {
    params[name] ??= []
    params[name].push(value)
  }
  return params
}

export type Param = readonly [name: string, value: string]

/** RFC 3986 as both signatures want it: only letters, digits and `-_.~` stay. */
export function percentEncode(text: string): string {
  return encodeURIComponent(text.toWellFormed()).replace(
    /[!'()*]/g,
    (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`,
  )
}

/** Reads a query string or form body. A bare `+` is a space; a broken escape stays as it is. */
export function parseParams(text: string): Param[] {
  return text
    .split('&')
    .filter((part) => part !== '')
    .map((part) => {
      const cut = part.indexOf('=')
      const name = cut < 0 ? part : part.slice(0, cut)
      const value = cut < 0 ? '' : part.slice(cut + 1)
      return [percentDecode(name), percentDecode(value)] as const
    })
}

/**
 * Sorted, re-encoded `name=value` pairs.
 * Clients leave `* ( ) ! ~` raw in a URL yet sign them encoded, so the raw text is never signed.
 */
export function canonicalParams(params: readonly Param[]): string {
  return [...params]
    .sort(([nameA, valueA], [nameB, valueB]) =>
      nameA === nameB ? compareText(valueA, valueB) : compareText(nameA, nameB),
    )
    .map(([name, value]) => `${percentEncode(name)}=${percentEncode(value)}`)
    .join('&')
}

function percentDecode(text: string): string {
  const spaced = text.replaceAll('+', ' ')
  try {
    return decodeURIComponent(spaced)
  } catch {
    return spaced
  }
}

function compareText(a: string, b: string): number {
  if (a === b) return 0
  return a < b ? -1 : 1
}

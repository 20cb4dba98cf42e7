/** Lists as the vendor's sample text shows them: an object for one element, `null` for none. */
export function withLoneObjects(value: unknown): unknown {
  if (Array.isArray(value)) {
    const items = value.map(withLoneObjects)
    return items.length > 1 ? items : (items[0] ?? null)
  }
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([name, child]) => [name, withLoneObjects(child)]),
  )
}

type Found = { readonly path: readonly PropertyKey[]; readonly message: string }

/** By these names keys go in other tools' files. */
const keyNames =
  /^(access_?key(_?id|_?secret)?|ak|sk|secret(_?key)?|security_?token|sts_?token|password|token)$/i
/** Access key ids, and tokens of STS: documented prefixes. */
const keyValues = /\b(LTAI|STS\.)\w{8,}|\bCAIS\w{16,}/

const message = 'must not be here: a key belongs in the environment or in a file of its own'

/** Where a file that people share holds what only a machine may know. What it holds is not repeated. */
export function findKeys(value: unknown, path: readonly PropertyKey[] = []): readonly Found[] {
  if (typeof value === 'string') return keyValues.test(value) ? [{ path, message }] : []
  if (typeof value !== 'object' || value === null) return []
  const entries: [PropertyKey, unknown][] = Array.isArray(value)
    ? [...value.entries()]
    : Object.entries(value)
  return entries.flatMap(([name, part]) =>
    typeof name === 'string' && keyNames.test(name)
      ? [{ path: [...path, name], message }]
      : findKeys(part, [...path, name]),
  )
}

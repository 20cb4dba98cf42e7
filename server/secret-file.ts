/** The whole text of a file; throws what the system says. */
export type ReadText = (path: string) => string

type SecretFile = {
  /** The variable that names the file; every fault begins with it. */
  readonly variable: string
  /** `undefined`: there is none. */
  readonly path: string | undefined
  /** Characters that the secret has at least. */
  readonly least: number
  /** It may have spaces in it, as one that goes into no header. */
  readonly spaces?: boolean
}

/**
 * The secret in the first line of a file: visible ASCII, as a header can carry it, unless said
 * otherwise. `null`: none is
 * named, or there is a fault, which names the file and never what is in it.
 */
export function readSecretFile(
  { variable, path, least, spaces = false }: SecretFile,
  readText: ReadText,
  faults: string[],
): string | null {
  if (path === undefined) return null
  const name = `${variable} (${path.trim()})`
  try {
    const [line = ''] = readText(path.trim()).split(/\r?\n/, 1)
    const secret = line.trim()
    const letters = spaces ? /^[\x20-\x7e]+$/ : /^[\x21-\x7e]+$/
    if (letters.test(secret) && secret.length >= least) return secret
    const without = spaces ? '' : ' without spaces'
    faults.push(`${name} must begin with a secret of at least ${least} letters${without}`)
  } catch (error) {
    faults.push(`${name} cannot be read: ${codeOf(error)}`)
  }
  return null
}

/** What the system calls a failure, such as `ENOENT`. */
export function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'unknown'
}

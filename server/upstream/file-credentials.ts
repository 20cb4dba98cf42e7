import { readFile, stat } from 'node:fs/promises'
import { AppError } from '../errors.ts'
import type { CredentialsUse } from '../jobs/source-facts.ts'
import { type AccessKey, isSameKey } from '../secret-key.ts'
import { type Credentials, toShown } from './credentials.ts'
import { readKeysFile } from './keys-file.ts'

/** The files that keys are read from. Both throw as Node's do. */
export type KeyFiles = {
  /** `stamp`: another one as soon as the file is another. */
  look(path: string): Promise<{ readonly stamp: string; readonly mode: number }>
  readText(path: string): Promise<string>
}

export const realKeyFiles: KeyFiles = {
  async look(path) {
    const { ino, size, mtimeNs, ctimeNs, mode } = await stat(path, { bigint: true })
    return { stamp: [ino, size, mtimeNs, ctimeNs].join(' '), mode: Number(mode) }
  },
  readText: (path) => readFile(path, 'utf8'),
}

export type FileCredentialsOptions = {
  readonly files: KeyFiles
  /** Takes what a person should mend, in words without a secret. */
  readonly report: (text: string) => void
}

type Held = { readonly key: AccessKey; readonly stamp: string }

/**
 * A key in a file, read anew as soon as the file is another one. While it cannot be read, as in the
 * moment in which it is being replaced, the last key stays in use.
 */
export function createFileCredentials(path: string, options: FileCredentialsOptions): Credentials {
  const { files, report } = options
  let held: Held | null = null
  let hasWarned = false

  async function read(): Promise<Held> {
    const { stamp, mode } = await files.look(path)
    if (held?.stamp === stamp) return held
    if ((mode & 0o077) !== 0 && !hasWarned) {
      hasWarned = true
      report(`${path} holds a key and may be read by others: chmod 600 it`)
    }
    return { stamp, key: readKeysFile(await files.readText(path)) }
  }

  async function current(): Promise<AccessKey> {
    held = await read().catch((error: unknown) => {
      if (held !== null) return held
      throw toCredentialsError(error)
    })
    return held.key
  }

  return {
    current,
    inUse: (): CredentialsUse => {
      const none = { source: 'keys-file', provider: null, accessKeyId: null, kind: null } as const
      return held === null ? none : { ...none, ...toShown(held.key) }
    },
    async refresh(used) {
      // Whatever its stamp says: on some file systems it is the same for a second.
      if (held !== null && isSameKey(held.key, used)) held = { ...held, stamp: '' }
      return current().then(
        (key) => !isSameKey(key, used),
        () => false,
      )
    },
  }
}

function toCredentialsError(error: unknown): AppError {
  if (error instanceof AppError) return error
  const { code = 'unknown' } = error as NodeJS.ErrnoException
  return new AppError('credentials-refused', `The keys file cannot be read (${code}).`, { code })
}

import type { AccessKey } from '../secret-key.ts'
import { type Credentials, createStaticCredentials } from './credentials.ts'
import type { CredentialsSource } from './credentials-source.ts'
import { createFileCredentials, type FileCredentialsOptions } from './file-credentials.ts'
import { createLibraryCredentials, type LibraryOptions } from './library-credentials.ts'
import { loadProvider } from './load-provider.ts'

/** The keys of one connection, wherever they come from. */
export function openCredentials(
  source: CredentialsSource,
  region: string,
  options: FileCredentialsOptions,
): Credentials {
  if (source.from === 'environment') return createStaticCredentials(source.key)
  if (source.from === 'keys-file') return createFileCredentials(source.path, options)
  const by = source.from === 'assume-role' ? openCredentials(source.by, region, options) : null
  return createLibraryCredentials(source, {
    loadProvider: () => loadProvider(source, region, by),
  })
}

/** A given key; with `null`, whatever Alibaba's default chain finds. */
export function createCredentials(
  key: AccessKey | null,
  options: Partial<LibraryOptions> = {},
): Credentials {
  if (key !== null) return createStaticCredentials(key)
  const source = { from: 'default' } as const
  return createLibraryCredentials(source, {
    loadProvider: () => loadProvider(source, '', null),
    ...options,
  })
}

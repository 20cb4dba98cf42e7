import { AppError } from '../errors.ts'

const leastLength = 32

/** The first line of the file that `WAYBILL_PROXY_SECRET_FILE` names. Throws what is wrong with it. */
export function readProxySecret(path: string, readFile: (path: string) => string): string {
  const [secret = ''] = read(path, readFile).split(/\r?\n/, 1)
  if (secret.trim().length >= leastLength) return secret.trim()
  throw new AppError(
    'internal',
    `WAYBILL_PROXY_SECRET_FILE: ${path} must begin with a secret of ${leastLength} characters or more`,
  )
}

function read(path: string, readFile: (path: string) => string): string {
  try {
    return readFile(path)
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : 'unknown'
    throw new AppError('internal', `WAYBILL_PROXY_SECRET_FILE: ${path} cannot be read (${code})`)
  }
}

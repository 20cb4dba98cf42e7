import { AppError } from '../errors.ts'
import { type AccessKey, toSecretKey } from '../secret-key.ts'

/**
 * A key from a file that holds nothing else: JSON, or lines of `NAME=value`, by the names of the
 * environment (`ALIBABA_CLOUD_ACCESS_KEY_ID`), of the SDKs (`accessKeyId`) or of STS
 * (`AccessKeyId`). The failure repeats nothing of the file.
 */
export function readKeysFile(text: string): AccessKey {
  const parts = new Map(entriesOf(text).map(([name, value]) => [toPartName(name), value]))
  const accessKeyId = parts.get('accesskeyid')
  const accessKeySecret = parts.get('accesskeysecret')
  if (!accessKeyId || !accessKeySecret) {
    throw new AppError(
      'credentials-refused',
      'The keys file holds no key: it needs accessKeyId and accessKeySecret, as JSON or as lines of NAME=value.',
    )
  }
  return toSecretKey({
    accessKeyId,
    accessKeySecret,
    securityToken: parts.get('securitytoken'),
  })
}

function toPartName(name: string): string {
  return name
    .toLowerCase()
    .replaceAll('_', '')
    .replace(/^alibabacloud/, '')
}

function entriesOf(text: string): [string, string][] {
  return text.trimStart().startsWith('{') ? entriesOfJson(text) : entriesOfLines(text)
}

function entriesOfJson(text: string): [string, string][] {
  try {
    const entries = Object.entries(JSON.parse(text) as Record<string, unknown>)
    return entries.filter((entry): entry is [string, string] => typeof entry[1] === 'string')
  } catch {
    return []
  }
}

function entriesOfLines(text: string): [string, string][] {
  return text.split(/\r?\n/).flatMap((line) => {
    const found = /^\s*(?:export\s+)?(\w+)\s*=\s*(["']?)(.*?)\2\s*$/.exec(line)
    return found ? [[found[1] ?? '', found[3] ?? ''] as [string, string]] : []
  })
}

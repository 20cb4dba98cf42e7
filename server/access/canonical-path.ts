import { innerPath } from './base-path.ts'

/**
 * The one path that a request target means, as the router reads it, too: decoded once, with an
 * encoded `+`, `/` or `=` kept as it is where a job's id stands (an id may have them). `null`: it
 * could be read in more than one way, and is not read at all; so is one with a fragment, which a
 * target does not have (RFC 9112 section 3.2). `basePath`: the sub path in front.
 */
export function canonicalPath(target: string, basePath = ''): string | null {
  if (target.includes('#')) return null
  const [raw = ''] = target.split('?', 1)
  const whole = decode(raw, decodeURIComponent)
  if (whole === null || !whole.startsWith('/') || isAmbiguous(whole)) return null
  const path = decode(raw, decodeURI)
  const within = path === null ? null : innerPath(basePath, path)
  const unencoded = within?.replace(/^(\/api)?\/jobs\/[^/]+/, (start) =>
    start.replaceAll(/%2b|%2f|%3d/gi, ''),
  )
  return unencoded?.includes('%') ? null : path
}

/** Encoded twice, a backslash (browsers take it for a slash), a control character, `//`, `.` or `..`. */
function isAmbiguous(path: string): boolean {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  return /[%\\#?\u0000-\u001f\u007f-\u009f]|\/\/|\/\.{1,2}(\/|$)/.test(path)
}

function decode(text: string, decoder: (text: string) => string): string | null {
  try {
    return decoder(text)
  } catch {
    return null
  }
}

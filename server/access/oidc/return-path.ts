import { basePathOf, innerPath } from '../base-path.ts'
import { canonicalPath } from '../canonical-path.ts'
import { isPage } from '../open-paths.ts'

const longest = 8192

/**
 * Where somebody goes once they are signed in: a page of ours with its query, as browsers read the
 * text (WHATWG URL, in which a backslash is a slash and a tab is nothing). `null`: anything else.
 */
export function returnPath(given: string, publicUrl: URL): string | null {
  if (!/^\/(?![/\\])/.test(given) || given.length > longest) return null
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  if (/[\\\u0000-\u0020\u007f-\u009f]/.test(given)) return null
  if (!URL.canParse(given, publicUrl.origin)) return null
  const { origin, pathname, search } = new URL(given, publicUrl.origin)
  if (origin !== publicUrl.origin) return null
  const basePath = basePathOf(publicUrl)
  const path = canonicalPath(pathname, basePath)
  if (path === null || (path !== basePath && !path.startsWith(`${basePath}/`))) return null
  return isPage(innerPath(basePath, path)) ? pathname + search : null
}

/** Where they go when nothing better is known. */
export function homePath(publicUrl: URL): string {
  return `${basePathOf(publicUrl)}/jobs`
}

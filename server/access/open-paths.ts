/** The pages: one shell for all, with nothing in it but the program. */
export function isPage(path: string): boolean {
  return /^\/(jobs(\/[^/]+)?|connections(\/audit)?)?\/?$/.test(path)
}

const openFiles: ReadonlySet<string> = new Set(['/healthz', '/readyz', '/favicon.svg'])

/**
 * All that is served to those who are not signed in, on a canonical path; whatever is not named
 * here is closed, routes that do not exist among it.
 */
export function isOpenPath(path: string): boolean {
  return openFiles.has(path) || isPage(path) || /^\/assets\/[\w-]+(\.[\w-]+)+$/.test(path)
}

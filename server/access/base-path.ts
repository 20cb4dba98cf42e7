import { getPath } from 'hono/utils/url'

/** What a probe asks this very port for, whatever the sub path. */
const probes: ReadonlySet<string> = new Set(['/', '/healthz', '/readyz', '/metrics'])

/**
 * The path within Waybill of a request whose proxy passes the whole path on. `basePath`: `''`, or
 * `/waybill`. What lies outside begins with `//`, which is no path of ours.
 */
export function pathWithin(basePath: string): (request: Request) => string {
  return (request) => innerPath(basePath, getPath(request))
}

export function innerPath(basePath: string, path: string): string {
  if (basePath === '') return path
  if (path.startsWith(`${basePath}/`)) return path.slice(basePath.length)
  if (path === basePath) return '/'
  return probes.has(path) ? path : `/${path}`
}

/** The sub path of a public address: `''`, or `/waybill`. */
export function basePathOf(publicUrl: URL | null): string {
  return publicUrl === null || publicUrl.pathname === '/' ? '' : publicUrl.pathname
}

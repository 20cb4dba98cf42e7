import { basePath } from '../served-page.ts'

/** Leads to signing in, and from there back to this very view. */
export function signInHref({ pathname, search }: Pick<Location, 'pathname' | 'search'>): string {
  return `${basePath()}/sign-in?to=${encodeURIComponent(pathname + search)}`
}

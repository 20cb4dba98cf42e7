import type { CookieOptions } from 'hono/utils/cookie'
import { parse } from 'hono/utils/cookie'
import { basePathOf } from './base-path.ts'
import type { RequestFacts } from './request-facts.ts'

/** A cookie that only our own server reads, and only over the way that people reach it by. */
export type OwnCookie = {
  readonly options: CookieOptions
  /** Depends on the port, where there is nothing else to tell two servers of a machine apart by. */
  name(facts: RequestFacts): string
  /** Its value; `null`: not sent. */
  read(facts: RequestFacts): string | null
}

/**
 * By https a `__Host-` cookie (RFC 6265bis section 4.1.3.2): no other host and no plain page can
 * plant one. Such a cookie must have the path `/`, so its name says which sub path it is of.
 */
export function ownCookie(
  publicUrl: URL | null,
  { suffix, sameSite, maxAge }: { suffix: string; sameSite: 'Strict' | 'Lax'; maxAge?: number },
): OwnCookie {
  const isSecure = publicUrl?.protocol === 'https:'
  // `+` is no letter of a sub path of ours, and one that a cookie's name may have.
  const place = basePathOf(publicUrl).replaceAll('/', '+')
  // Cookies know no ports: two servers of one machine would take each other's away (section 8.5).
  const port = publicUrl?.port ? `~${publicUrl.port}` : ''
  const plainPort = publicUrl && (publicUrl.port || '80')
  const name = ({ localPort }: RequestFacts) =>
    isSecure
      ? `__Host-waybill${port}${place}${suffix}`
      : `waybill-${plainPort ?? localPort}${suffix}`
  return {
    options: {
      path: '/',
      httpOnly: true,
      sameSite,
      secure: isSecure,
      ...(maxAge !== undefined && { maxAge }),
    },
    name,
    read: (facts) => parse(facts.all('cookie').join('; '), name(facts))[name(facts)] ?? null,
  }
}

/** Of who is signed in: never sent along when another site leads here. */
export function sessionCookie(publicUrl: URL | null): OwnCookie {
  return ownCookie(publicUrl, { suffix: '', sameSite: 'Strict' })
}

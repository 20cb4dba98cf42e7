import type { MiddlewareHandler } from 'hono'
import { withHeaders } from './with-headers.ts'

/** Nothing runs, loads or connects but ours; text never becomes a script (Trusted Types). */
const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self'",
  "form-action 'none'",
  "base-uri 'none'",
  "object-src 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
  "trusted-types 'none'",
].join('; ')

const unused = ['camera', 'display-capture', 'geolocation', 'microphone', 'payment', 'usb']

const oneYearS = 31_536_000

export type StrictHeaders = Readonly<Record<string, string>>

/** For every reply, whatever it is. A page reached by https never again goes by plain http. */
export function strictHeaders(publicUrl: URL | null): StrictHeaders {
  return {
    'content-security-policy': contentSecurityPolicy,
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    'referrer-policy': 'no-referrer',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'origin-agent-cluster': '?1',
    'permissions-policy': unused.map((name) => `${name}=()`).join(', '),
    ...(publicUrl?.protocol === 'https:' && {
      'strict-transport-security': `max-age=${oneYearS}`,
    }),
  }
}

/** Sets them on replies of every kind; those that never come here are in `http-server.ts`. */
export function withStrictHeaders(headers: StrictHeaders): MiddlewareHandler {
  const lines = Object.entries(headers)
  return (c, next) => withHeaders(c, lines, next)
}

import { randomBytes } from 'node:crypto'
import { type AccessParts, createAccess } from '../access/access.ts'
import { createSystemClock } from '../clock.ts'

/** What every request of ours that changes something brings. */
export const writeHeaders = { 'x-waybill': '1', 'content-type': 'application/json' }

/** Lets everybody in who asks by loopback, unless told otherwise. */
export function anAccess(overrides: Partial<AccessParts> = {}) {
  return createAccess({
    kind: 'none',
    publicUrl: null,
    hasMetricsToken: false,
    proxies: [],
    userHeader: 'x-forwarded-user',
    groupsHeader: null,
    secret: null,
    admins: [],
    onIgnored: () => {},
    randomBytes,
    clock: createSystemClock(),
    oidc: null,
    onSignInFailed: () => {},
    onSignIn: () => {},
    ...overrides,
  })
}

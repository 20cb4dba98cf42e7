import { z } from 'zod'
import { type People, readPeople } from './access/oidc/people.ts'
import type { OidcConfig } from './access/oidc/sign-in-by-oidc.ts'
import { isLoopback } from './connection-config.ts'
import { type ReadText, readSecretFile } from './secret-file.ts'
import { SecretText } from './secret-text.ts'

type Env = Readonly<Record<string, string | undefined>>

const text = z.string('is missing: WAYBILL_SIGN_IN is oidc').trim()
const list = text.transform((value) => value.split(/[\s,]+/).filter(Boolean))
const entries = text.transform((value) =>
  value
    .split(',')
    .map((part) => part.trim())
    .filter(Boolean),
)

const hoursFault = 'must be a number of hours, from 0.01 to 720'
const hours = z.coerce.number(hoursFault).min(0.01, hoursFault).max(720, hoursFault)

const schema = z.object({
  WAYBILL_PUBLIC_URL: text,
  WAYBILL_OIDC_ISSUER: text.superRefine((value, context) => {
    const message = issuerFault(value)
    if (message !== null) context.addIssue({ code: 'custom', message })
  }),
  WAYBILL_OIDC_CLIENT_ID: text.regex(/^[\x20-\x7e]+$/, 'must be plain text'),
  WAYBILL_OIDC_CLIENT_SECRET_FILE: text,
  WAYBILL_OIDC_SCOPES: list
    .refine((scopes) => scopes.includes('openid'), 'must have openid among them')
    .optional(),
  WAYBILL_OIDC_GROUPS_CLAIM: text.default('groups'),
  WAYBILL_OIDC_ALLOW: entries.transform(toPeople),
  WAYBILL_ADMINS: entries.transform(toPeople).optional(),
  WAYBILL_SESSION_IDLE_HOURS: hours.default(8),
  WAYBILL_SESSION_HOURS: hours.default(24),
})

/**
 * Sign-in by a provider of OpenID Connect, where that is asked for; else `oidc` is `null`. `env`:
 * without variables that are set to nothing. Faults name the variable, never the secret.
 */
export function readOidc(
  env: Env,
  readText: ReadText,
): { oidc: OidcConfig | null; faults: string[] } {
  if (env['WAYBILL_SIGN_IN']?.trim() !== 'oidc') return { oidc: null, faults: unusedOf(env) }
  const read = schema.safeParse(env)
  const faults = read.success
    ? []
    : read.error.issues.map(({ path, message }) => `${path.join('.')} ${message}`)
  const variable = 'WAYBILL_OIDC_CLIENT_SECRET_FILE'
  // RFC 6749, appendix A.2: of spaces too.
  const secretFile = { variable, path: env[variable], least: 8, spaces: true }
  const secret = readSecretFile(secretFile, readText, faults)
  if (!read.success) return { oidc: null, faults }
  const { data } = read
  if (data.WAYBILL_SESSION_IDLE_HOURS > data.WAYBILL_SESSION_HOURS) {
    faults.push('WAYBILL_SESSION_IDLE_HOURS must not be more than WAYBILL_SESSION_HOURS')
  }
  if (secret === null) return { oidc: null, faults }
  const oidc: OidcConfig = {
    issuer: data.WAYBILL_OIDC_ISSUER,
    clientId: data.WAYBILL_OIDC_CLIENT_ID,
    clientSecret: new SecretText(secret),
    scopes: data.WAYBILL_OIDC_SCOPES ?? null,
    groupsClaim: data.WAYBILL_OIDC_GROUPS_CLAIM,
    allowed: data.WAYBILL_OIDC_ALLOW,
    admins: data.WAYBILL_ADMINS ?? nobody,
    limits: {
      idleMs: data.WAYBILL_SESSION_IDLE_HOURS * hourMs,
      absoluteMs: data.WAYBILL_SESSION_HOURS * hourMs,
    },
  }
  return { oidc, faults }
}

/** No others: a service of Kubernetes by the name of waybill-oidc sets some that begin like these. */
const ownNames =
  /^WAYBILL_(OIDC_(ISSUER|CLIENT_ID|CLIENT_SECRET_FILE|SCOPES|GROUPS_CLAIM|ALLOW)|SESSION_(IDLE_)?HOURS)$/

/** Somebody thought that people would be signed in by it. */
function unusedOf(env: Env): string[] {
  return Object.keys(env)
    .filter((name) => ownNames.test(name))
    .map((name) => `${name} is for WAYBILL_SIGN_IN=oidc, which is not set: set it, or remove this`)
}

const hourMs = 3_600_000

const nobody = readPeople([]) as People

function toPeople(given: string[], context: z.RefinementCtx): People {
  const people = readPeople(given)
  if (typeof people !== 'string') return people
  context.addIssue({ code: 'custom', message: `is wrong: ${people}` })
  return z.NEVER
}

function issuerFault(value: string): string | null {
  if (!URL.canParse(value)) return 'must be a full URL such as https://id.example.com'
  const url = new URL(value)
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && isLoopback(url))) {
    return 'must be https; plain http is for loopback only'
  }
  if (url.username || url.password || url.search || url.hash) {
    return 'must be an address alone: no user, query or fragment'
  }
  return value.includes('/.well-known/') ? 'must be the issuer, without /.well-known/…' : null
}

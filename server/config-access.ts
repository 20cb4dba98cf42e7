import { isIP } from 'node:net'
import { z } from 'zod'
import type { OidcConfig } from './access/oidc/sign-in-by-oidc.ts'
import { toNetwork } from './access/trusted-proxy.ts'
import { loopbackHosts } from './connection-config.ts'
import { readPublicUrl } from './public-url.ts'

export const signIns = ['none', 'link', 'proxy', 'oidc'] as const

/** Who may reach the page, by which name, and as whom. */
export type AccessConfig = {
  readonly signIn: (typeof signIns)[number]
  /**
   * The address that people open, as `WAYBILL_PUBLIC_URL` gives it, its path without a slash at its
   * end (`/` alone: none). `null`: the one that Waybill listens on.
   */
  readonly publicUrl: URL | null
  /** Addresses and networks of the proxies that say who somebody is. */
  readonly proxies: readonly string[]
  /** Which of their headers says it, in lower case. */
  readonly userHeader: string
  /** Which says what groups they belong to, in lower case; `null`: none. */
  readonly groupsHeader: string | null
  /** Users who are admins, as the proxy names them. */
  readonly admins: readonly string[]
  /** `null`: nobody signs in by a provider of OpenID Connect. */
  readonly oidc: OidcConfig | null
}

const text = z.string().trim()
const list = text.transform((value) =>
  value
    .split(',')
    .map((part) => part.trim())
    .filter(Boolean),
)

const header = (such: string) =>
  text
    .regex(/^[a-z0-9-]+$/i, `must be a header such as ${such}`)
    .transform((name) => name.toLowerCase())

/** The variables of access, for the schema of the whole environment. */
export const accessSchema = {
  HOST: text
    .refine(isHost, 'must be an address to listen on, such as 127.0.0.1 or 0.0.0.0')
    .default('127.0.0.1'),
  WAYBILL_SIGN_IN: z
    .enum(signIns, {
      error: 'must be none, link, proxy or oidc',
    })
    .optional(),
  WAYBILL_PUBLIC_URL: text.transform(readPublicUrl).optional(),
  WAYBILL_TRUSTED_PROXIES: list.superRefine(checkProxies).default([]),
  WAYBILL_PROXY_USER_HEADER: header('X-Forwarded-User').default('x-forwarded-user'),
  WAYBILL_PROXY_GROUPS_HEADER: header('X-Forwarded-Groups').optional(),
  WAYBILL_ADMINS: list.default([]),
}

type AccessEnv = z.infer<z.ZodObject<typeof accessSchema>>

/** `isEmulated`: no real account is behind it. */
export function toAccess(
  env: AccessEnv,
  isEmulated: boolean,
  oidc: OidcConfig | null,
): AccessConfig {
  return {
    signIn: env.WAYBILL_SIGN_IN ?? usualSignIn(isEmulated),
    publicUrl: env.WAYBILL_PUBLIC_URL ?? null,
    proxies: env.WAYBILL_TRUSTED_PROXIES,
    userHeader: env.WAYBILL_PROXY_USER_HEADER,
    groupsHeader: env.WAYBILL_PROXY_GROUPS_HEADER ?? null,
    admins: env.WAYBILL_ADMINS,
    oidc,
  }
}

/** By the environment as it was given, be it right or wrong. */
export function signInOf(
  env: Readonly<Record<string, string | undefined>>,
  isEmulated: boolean,
): string {
  return env['WAYBILL_SIGN_IN']?.trim() ?? usualSignIn(isEmulated)
}

function usualSignIn(isEmulated: boolean) {
  return isEmulated ? ('none' as const) : ('link' as const)
}

const forTeam =
  'let a proxy that signs people in stand before it, and set WAYBILL_SIGN_IN=proxy, WAYBILL_TRUSTED_PROXIES and WAYBILL_PUBLIC_URL; or have a provider do it, by WAYBILL_SIGN_IN=oidc'

/**
 * What in the environment, each by itself right, would together let the wrong people in; with why,
 * and with the way out.
 */
export function accessFaults(
  env: Readonly<Record<string, string | undefined>>,
  isEmulated: boolean,
): string[] {
  const signIn = signInOf(env, isEmulated)
  const host = env['HOST']?.trim() ?? '127.0.0.1'
  const isOpen = !loopbackHosts.includes(host)
  if (isOpen && signIn === 'none') {
    return [
      `HOST is ${host}: with WAYBILL_SIGN_IN=none everybody on the network would be let in. Listen on 127.0.0.1, or ${forTeam}`,
    ]
  }
  if (isOpen && signIn === 'link') {
    return [
      `HOST is ${host}: with WAYBILL_SIGN_IN=link the link and its cookie would cross the network in plain text. Listen on 127.0.0.1, or ${forTeam}`,
    ]
  }
  if (isOpen && signIn === 'proxy' && !env['WAYBILL_PUBLIC_URL']) {
    return [
      `HOST is ${host}: that needs WAYBILL_PUBLIC_URL, the address that people open; requests by any other name are refused`,
    ]
  }
  if (!isOpen && signIn === 'none' && !isEmulated) {
    return [
      'WAYBILL_SIGN_IN is none: every user and program of this machine would be let in to a real account. Leave it out, and open the link that the start prints',
    ]
  }
  return []
}

function isHost(host: string): boolean {
  return isIP(host) !== 0 || /^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/i.test(host)
}

function checkProxies(proxies: string[], context: z.RefinementCtx) {
  for (const text of proxies) {
    const network = toNetwork(text)
    if (typeof network === 'string')
      context.addIssue({ code: 'custom', message: `is wrong: ${network}` })
  }
}

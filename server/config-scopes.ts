import { z } from 'zod'
import type { JobGrant, JobScope } from './jobs/job-scope.ts'

/** Who sees which jobs, by the groups that their sign-in tells. */
export type ScopesConfig = {
  /** What each group sees; one that is named twice, all of it. */
  readonly groups: readonly GroupScope[]
  /** What those see who are in none of them. */
  readonly everybodyElse: JobScope
}

export type GroupScope = { readonly group: string; readonly scope: JobScope }

const list = (item: z.ZodString, what: string) =>
  z.array(item).min(1, `must name at least one ${what}`).max(1000).optional()

const grant = {
  connections: list(z.string(), 'connection').describe('Of these connections alone.'),
  accounts: list(
    z.string().regex(/^\d{5,20}$/, 'must be an account id: its digits, as text'),
    'account',
  ).describe('From or to these accounts alone: sourceUid or targetUid.'),
  products: list(
    z.string().regex(/^\w{1,64}$/, 'must be the key of a product'),
    'product',
  ).describe('Of these products alone, by their keys.'),
  everything: z.literal(true, 'must be true, or left out').optional(),
}

type GrantOfFile = { readonly [part in keyof typeof grant]?: z.infer<(typeof grant)[part]> }

const limits = ['connections', 'accounts', 'products'] as const

/** One that limits nothing may be one that somebody forgot to fill in: it has to say so. */
function checkGrant(given: GrantOfFile, context: z.RefinementCtx) {
  const named = limits.filter((name) => given[name] !== undefined)
  const message = given.everything
    ? named.length > 0 && `is everything: leave out ${named.join(', ')}`
    : named.length === 0 &&
      'limits nothing: name connections, accounts or products, or say everything: true'
  if (message) context.addIssue({ code: 'custom', message })
}

/** The part `scopes` of the file that `WAYBILL_CONFIG` names. */
export const scopesOfFile = z
  .strictObject({
    groups: z
      .array(
        z
          .strictObject({
            group: z.string().trim().min(1, 'must be the name of a group').max(200),
            ...grant,
          })
          .superRefine(checkGrant),
      )
      .min(1, 'must name at least one group')
      .max(500, 'cannot name more than 500 groups')
      .describe('What each group sees. Of several groups, and of one named twice, all of it.'),
    everybodyElse: z
      .strictObject(grant)
      .superRefine(checkGrant)
      .optional()
      .describe('What those see who are in none of the groups; nothing unless given.'),
  })
  .describe('Who sees which jobs; everybody all of them unless given. Admins see everything.')

export function toScopes({ groups, everybodyElse }: z.infer<typeof scopesOfFile>): ScopesConfig {
  return {
    groups: groups.map(({ group, ...given }) => ({ group, scope: toScope(given) })),
    everybodyElse: everybodyElse ? toScope(everybodyElse) : [],
  }
}

function toScope({ everything, ...limited }: GrantOfFile): JobScope {
  const { connections, accounts, products }: JobGrant = limited
  return everything ? 'everything' : [{ connections, accounts, products }]
}

/** Connections that are none: looked for in what was given, so that a fault elsewhere hides none. */
export function unknownConnections(raw: unknown, names: readonly unknown[]): string[] {
  const { scopes } = (raw ?? {}) as { scopes?: { groups?: unknown; everybodyElse?: unknown } }
  const groups = Array.isArray(scopes?.groups) ? scopes.groups : []
  return [
    ...groups.flatMap((given, index) => strangersIn(given, `scopes.groups[${index}]`, names)),
    ...strangersIn(scopes?.everybodyElse, 'scopes.everybodyElse', names),
  ]
}

function strangersIn(given: unknown, path: string, names: readonly unknown[]): string[] {
  const { connections } = (given ?? {}) as { connections?: unknown }
  if (!Array.isArray(connections)) return []
  return connections.flatMap((name, index) =>
    typeof name !== 'string' || names.includes(name)
      ? []
      : [`${path}.connections[${index}] names no connection of this file`],
  )
}

type Env = Readonly<Record<string, string | undefined>>

/** What would make the scopes those of nobody: everybody in one group, or all in none. */
export function scopeFaults(env: Env, signIn: string, scopes: ScopesConfig | null): string[] {
  if (!scopes) return []
  if (signIn === 'none' || signIn === 'link') {
    return [
      `WAYBILL_CONFIG: scopes needs to know who looks, and WAYBILL_SIGN_IN=${signIn} does not tell: let people sign in (WAYBILL_SIGN_IN=oidc or proxy), or leave scopes out`,
    ]
  }
  if (signIn === 'proxy' && !env['WAYBILL_PROXY_GROUPS_HEADER']) {
    return [
      'WAYBILL_CONFIG: scopes needs WAYBILL_PROXY_GROUPS_HEADER, the header in which the proxy tells the groups of a user',
    ]
  }
  return []
}

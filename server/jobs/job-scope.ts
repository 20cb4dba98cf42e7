import type { Job } from './job.ts'

/** Jobs that meet each of its parts; a part that is absent lets all through. */
export type JobGrant = {
  readonly connections?: readonly string[] | undefined
  /** Ids of accounts that a job goes from or to: either is enough. */
  readonly accounts?: readonly string[] | undefined
  /** Product keys. */
  readonly products?: readonly string[] | undefined
}

/** Which jobs somebody may see: those of any of the grants, and where there is none, none. */
export type JobScope = 'everything' | readonly JobGrant[]

/** What of a job decides who may see it, besides its connection. */
export type ScopeFacts = Pick<Job, 'productKey' | 'sourceUid' | 'targetUid'>

export function isWithin(
  scope: JobScope,
  job: ScopeFacts & { readonly connection: string },
): boolean {
  if (scope === 'everything') return true
  return scope.some(
    ({ connections, accounts, products }) =>
      (connections?.includes(job.connection) ?? true) &&
      (products?.includes(job.productKey) ?? true) &&
      (!accounts || accounts.includes(job.sourceUid) || accounts.includes(job.targetUid)),
  )
}

/** Can there be a job of this connection that is within the scope? */
export function isSeen(scope: JobScope, connection: string): boolean {
  return scope === 'everything' || scope.some((grant) => isOf(grant, connection))
}

/** Is every job of this connection within it, whatever it is? */
export function isSeenWhole(scope: JobScope, connection: string): boolean {
  if (scope === 'everything') return true
  return scope.some((grant) => isOf(grant, connection) && !grant.accounts && !grant.products)
}

function isOf({ connections }: JobGrant, connection: string): boolean {
  return connections?.includes(connection) ?? true
}

/** Names it: what is kept for one must not be given to another. */
export function scopeKey(scope: JobScope): string {
  return JSON.stringify(scope)
}

import { createQuota, type Quota, type QuotaOptions, type SetTimer } from './quota.ts'

/**
 * An account's quotas. The gateway counts each operation by itself, and so do we: a throttle of one
 * says nothing of the other, and what asks for a pause names the operation that it answers.
 */
export type Quotas = { readonly list: Quota; readonly results: Quota }

export type SharedQuotas = Quotas & {
  /** The same for one of the account's connections. */
  of(connection: string): Quotas
}

export type QuotasOptions = Omit<QuotaOptions, 'setTimer'> & {
  readonly setTimer?: SetTimer | undefined
}

export function createQuotas(options: QuotasOptions): SharedQuotas {
  const pacing = { ...options, setTimer: options.setTimer ?? startTimer }
  const list = createQuota(pacing)
  const results = createQuota(pacing)
  return {
    list,
    results,
    of: (connection) => ({ list: list.of(connection), results: results.of(connection) }),
  }
}

function startTimer(callback: () => void, ms: number): () => void {
  const timer = setTimeout(callback, ms)
  return () => clearTimeout(timer)
}

import type { Sync } from '../api/sync.ts'

/** A sync that knows nothing, but what it is given. */
export function aSync(overrides: Partial<Sync> = {}): Sync {
  const knowsNoJob = async () => false
  return {
    statuses: () => [],
    facts: () => [],
    asOf: () => null,
    lookUp: knowsNoJob,
    check: knowsNoJob,
    findResult: async () => null,
    ...overrides,
  }
}

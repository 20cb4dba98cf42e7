import { idleQuota } from '../../server/testing/idle-quota.ts'
import type { Quota } from '../../server/upstream/quota.ts'
import type { Quotas } from '../../server/upstream/quotas.ts'

const quota: Quota = {
  run: (_purpose, _signal, attempt) =>
    attempt({ answered: () => {}, unsent: () => {}, judged: () => {} }),
  use: () => idleQuota,
}

/** Every call at once, as if there were no limit. */
export const unpaced: Quotas = { list: quota, results: quota }

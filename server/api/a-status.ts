import type { ConnectionSync } from '../sync/sync-status.ts'
import { idleQuota } from '../testing/idle-quota.ts'

/** The sync of one connection, for tests. */
export function aStatus(overrides: Partial<ConnectionSync> = {}): ConnectionSync {
  return {
    connection: 'here',
    region: 'cn-shanghai',
    endpoint: 'https://iot.cn-shanghai.aliyuncs.com',
    iotInstanceId: null,
    state: 'live',
    asOf: '2026-11-24T02:00:00.000Z',
    jobsKnown: 0,
    sweep: null,
    lastSweep: null,
    nextSweepAt: null,
    quota: idleQuota,
    problem: null,
    ...overrides,
  }
}

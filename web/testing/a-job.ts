import type { Instance, JobWithHistory, MirroredJob } from '../api/client.ts'

/** One valid job of the mirror, running since 02:05:00 UTC. */
export function aJob(overrides: Partial<MirroredJob> = {}): MirroredJob {
  return {
    jobId: 'UbmsMHmkqv0PiAGx7Tq010001',
    productKey: 'a1BwAGV4kPz',
    status: 'running',
    strategy: 'specified-region',
    source: { id: 'iot-cn-6ja8k2p1', name: 'Factory Shanghai', region: 'cn-shanghai' },
    sourceUid: '1543268643261230036',
    targets: [aTarget()],
    targetUid: '1764268643261230208',
    deviceCount: 4800,
    createdAt: '2026-11-24T02:00:00.000Z',
    connection: 'fleet-production',
    firstSeenAt: '2026-11-24T02:00:05.000Z',
    confirmedAt: '2026-11-24T02:10:00.000Z',
    statusSince: { after: '2026-11-24T02:04:55.000Z', before: '2026-11-24T02:05:00.000Z' },
    missingSince: null,
    ...overrides,
  }
}

export function aTarget(overrides: Partial<Instance> = {}): Instance {
  return { id: 'iot-cn-3ne6v4b9', name: 'Retail Frankfurt', region: 'eu-central-1', ...overrides }
}

/** The same job with what was seen of it: initializing first, then running. */
export function aJobWithHistory(overrides: Partial<JobWithHistory> = {}): JobWithHistory {
  return {
    job: aJob(),
    transitions: [
      { from: null, to: 'initializing', after: null, before: '2026-11-24T02:00:05.000Z' },
      {
        from: 'initializing',
        to: 'running',
        after: '2026-11-24T02:04:55.000Z',
        before: '2026-11-24T02:05:00.000Z',
      },
    ],
    gaps: [],
    ...overrides,
  }
}

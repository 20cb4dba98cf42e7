import type { Job } from '../jobs/job.ts'

/** One valid job, as the upstream would state it. */
export function aJob(overrides: Partial<Job> = {}): Job {
  return {
    jobId: 'UbmsMHmkqv0PiAGx7Tq010001',
    productKey: 'a1BwAGV4kPz',
    status: 'running',
    strategy: 'specified-region',
    source: { id: 'iot-cn-6ja8k2p1', name: 'Factory Shanghai', region: 'cn-shanghai' },
    sourceUid: '1984268643261234567',
    targets: [{ id: 'iot-cn-3ne6v4b9', name: 'Retail Frankfurt', region: 'eu-central-1' }],
    targetUid: '1984268643261234567',
    deviceCount: 4800,
    createdAt: '2026-11-24T02:00:00.000Z',
    ...overrides,
  }
}

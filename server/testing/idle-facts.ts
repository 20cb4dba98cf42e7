import type { SourceFacts } from '../jobs/source-facts.ts'

/** A source that was never asked. */
export const idleFacts: SourceFacts = {
  credentials: {
    source: 'environment',
    provider: null,
    accessKeyId: 'LTAI••••9kQ2',
    kind: 'access-key',
  },
  clockOffsetMs: null,
  calls: {
    seconds: [],
    peakPerSecond1h: 0,
    throttled1h: 0,
    medianMs: null,
    slowest5PercentMs: null,
  },
  lastCalls: [],
}

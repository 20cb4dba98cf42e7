/** The page of connections: what is watched, at which cost, with which key. */
export const connections = {
  pageTitle: 'Connection · Waybill',
  heading: 'Connection',
  headings: 'Connections',
  oneMirror: (state: string, jobs: string) =>
    `${state}. Every viewer reads from one mirror of ${jobs} jobs;`,
  lookedAt: 'active jobs were looked at',
  purposes: { person: 'A person asked', active: 'Active jobs', sweep: 'Full check' },
  calls: {
    title: 'Calls to Alibaba Cloud',
    perSecond: 'calls a second, of 5',
    peak: 'Peak, 1 h',
    throttled: 'Throttled, 1 h',
    median: 'Median answer',
    slowest: 'Slowest 5%',
    unknown: '—',
  },
  chart: {
    label: 'Calls a second over the last 5 minutes',
    quota: (calls: string) => `account quota, ${calls}`,
    cap: (calls: string) => `our own cap, ${calls}`,
    throttled: 'throttled',
    throttledCalls: (count: number) => (count === 1 ? '1 throttled' : `${count} throttled`),
    part: (purpose: string, rate: string) => `${purpose} ${rate}`,
    readout: (time: string, rate: string, parts: string) =>
      parts === '' ? `${time}: no call` : `${time}: ${rate} a second (${parts})`,
    nothing: 'No calls yet',
  },
  lastCalls: {
    title: 'Last calls',
    newestFirst: 'newest first',
    none: 'No calls yet',
    columns: {
      time: 'Time',
      operation: 'Operation',
      for: 'For',
      parameters: 'Parameters',
      result: 'Result',
      took: 'Took',
      requestId: 'RequestId',
    },
    jobs: (count: number, text: string) => (count === 1 ? '1 job' : `${text} jobs`),
    answered: 'answered',
    page: (page: number) => `page ${page}`,
    copyRequestId: (id: string) => `Copy RequestId ${id}`,
  },
  sync: {
    title: 'Sync',
    active: 'Active jobs',
    activeHelp: 'initializing and running, and the newest page',
    sweep: 'Full check',
    nextSweep: 'begins then',
    /** `read`, `jobs`: `null` to who sees a part of them alone. */
    sweepRead: (read: string | null, total: string | null, left: string | null) =>
      [
        read && (total === null ? `${read} jobs` : `${read} of ${total}`),
        left && `about ${left} left`,
      ]
        .filter(Boolean)
        .join(', '),
    lastSweep: 'Last full check',
    took: (span: string, jobs: string | null) =>
      jobs === null ? `took ${span}` : `took ${span}, ${jobs} jobs`,
    jobsKnown: 'Jobs in mirror',
    transitions: 'Transitions recorded',
    observingSince: 'Observing since',
    viewers: 'Browsers watching',
    viewersText: (count: string) => `${count}, at no extra calls`,
    notYet: 'not yet',
  },
  credentials: {
    title: 'Credentials',
    source: 'Loaded from',
    sources: {
      environment: 'Environment variables',
      'default-chain': 'Alibaba’s default chain',
      'keys-file': 'A file, read anew when it changes',
      'ram-role': 'RAM role of this machine',
      oidc: 'RAM role by OIDC (RRSA)',
      'assume-role': 'RAM role that other keys take on',
    },
    kind: 'Kind',
    kinds: { 'access-key': 'Permanent key', sts: 'Temporary (STS)' },
    neverShown: 'set, never shown',
    endpoint: 'Endpoint',
    region: 'Region',
    noInstance: 'none sent',
    clock: 'Clock offset',
    seconds: (signed: string) => `${signed} s`,
    notYet: 'not known yet',
  },
  policy: {
    title: 'Least RAM policy',
    copy: 'Copy the policy',
    help: 'Enough for everything that Waybill does: it reads, and can change nothing.',
  },
}

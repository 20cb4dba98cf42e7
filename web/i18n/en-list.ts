const jobs = (count: number, text: string) => (count === 1 ? `${text} job` : `${text} jobs`)

/** The list, its filters and the states of the data. */
export const list = {
  product: 'Waybill',
  home: 'Waybill, jobs',
  skip: 'Skip to the jobs',
  jobs: 'Jobs',
  mainNavigation: 'Main',
  pageTitle: 'Jobs · Waybill',
  jobTitle: (jobId: string) => `${jobId} · Waybill`,
  heading: 'Distribution jobs',
  moreConnections: (count: number) => `+${count}`,
  notFound: {
    title: 'There is no page at this address',
    back: 'Go to the jobs',
  },

  search: {
    label: 'Search jobs',
    placeholder: 'Search ids, product keys, names',
    clear: 'Clear the search',
  },

  quota: {
    of: (used: string, most: string) => `${used} of ${most} calls a second used`,
    unknown: 'Calls a second: not known',
  },

  state: {
    connecting: 'Connecting',
    live: 'Live',
    slow: 'Slow',
    stale: 'Stale',
    'needs-you': 'Needs you',
    offline: 'Offline',
    help: {
      connecting: 'Waiting for the first answer',
      live: 'Jobs that may change were looked at within the last 10 seconds',
      slow: 'Alibaba Cloud is throttling this account: looks are rarer',
      stale: 'Alibaba Cloud gives no good answer: rows show what was last known',
      'needs-you': 'It will not mend by itself: see the notice',
      offline: 'This page lost our server: rows show what was last known',
    },
  },

  strip: {
    label: 'Jobs by status',
    all: 'All',
    unknownCount: '—',
    tile: (word: string, count: number | null, text: string) =>
      count === null ? `${word}, count not known` : `${word}, ${jobs(count, text)}`,
    hint: 'Ctrl or Shift adds to the selection',
  },

  filter: {
    region: 'Filters',
    add: 'Filter',
    clear: 'Clear',
    choose: 'Filter by',
    back: 'Back to all filters',
    search: (name: string) => `Search: ${name}`,
    nothing: 'Nothing found',
    noValues: 'No values yet',
    only: 'Only',
    onlyThis: (value: string) => `Only ${value}`,
    is: 'is',
    isAnyOf: 'is any of',
    contains: 'contains',
    remove: (name: string) => `Remove filter: ${name}`,
    edit: (name: string) => `Edit filter: ${name}`,
    empty: '(empty)',
    misunderstood: (part: string) => `${part} was not understood`,
    dismiss: (part: string) => `Dismiss: ${part}`,
    names: {
      q: 'Text',
      status: 'Status',
      productKey: 'Product key',
      strategy: 'Strategy',
      sourceInstance: 'Source instance',
      targetInstance: 'Target instance',
      sourceRegion: 'Source region',
      targetRegion: 'Target region',
      targetUid: 'Target account',
      connection: 'Connection',
      jobId: 'Job ID',
      created: 'Created',
    },
  },

  created: {
    inTheLast: 'in the last',
    after: 'from',
    before: 'until',
    between: (from: string, to: string) => `${from} to ${to}`,
    presets: {
      '-PT1H': '1 hour',
      '-PT24H': '24 hours',
      '-P7D': '7 days',
      '-P30D': '30 days',
    } as Record<string, string>,
    ago: (value: number, unit: 'D' | 'H' | 'M') => {
      const word = { D: 'day', H: 'hour', M: 'minute' }[unit]
      return value === 1 ? `1 ${word}` : `${value} ${word}s`
    },
    presetLabel: 'Created in the last',
    any: 'Any time',
    from: 'From',
    to: 'To',
    zone: (zone: string, offset: string) => `Times in ${zone}, ${offset}`,
    wrongOrder: 'The end lies before the start',
  },

  table: {
    region: 'Jobs table',
    caption: (count: string) => `Distribution jobs. ${count} match.`,
    columns: {
      status: 'Status',
      jobId: 'Job ID',
      productKey: 'Product key',
      devices: 'Devices',
      source: 'Source',
      targets: 'Targets',
      strategy: 'Strategy',
      targetUid: 'Target account',
      created: 'Created',
      observed: 'Observed',
    },
    sortHints: {
      status: 'Sort by status',
      deviceCount: 'Sort by number of devices',
      createdAt: 'Sort by time of creation',
      statusSince: 'Sort by time in status',
    },
    devices: 'devices',
    more: (count: number) => `+${count}`,
    regions: (count: number) => `${count} regions`,
    inStatus: (span: string) => `in status ${span}`,
    inStatusAtLeast: (span: string) => `in status ≥ ${span}`,
    now: (status: string) => `now ${status}`,
    gone: 'No longer listed',
    notKnown: '—',
    copied: 'Job ID copied',
  },

  news: {
    jobs: (count: number) =>
      count > 99 ? '99+ new jobs' : count === 1 ? '1 new job' : `${count} new jobs`,
    read: (count: number, text: string) => `${text} more ${count === 1 ? 'job' : 'jobs'} read`,
  },

  bar: {
    loading: 'Loading jobs',
    of: (matching: string, known: string) => `${matching} of ${known} jobs`,
    read: (known: string, total: string) => `${known} of ${total} jobs read`,
    readSoFar: (known: string) => `${known} jobs read`,
    whole: (time: string) => `All known jobs searched · last full check ${time}`,
    wholeAsOf: (time: string) => `All known jobs searched · as of ${time}`,
    partial: 'Search covers what is read so far',
    zone: (zone: string, offset: string) => `${zone}, ${offset}`,
    theme: 'Theme',
    themes: { light: 'Light', dark: 'Dark', system: 'As the system' },
  },

  sync: {
    title: (read: string, total: string) => `First sync: ${read} of ${total} jobs`,
    untold: (read: string) => `First sync: ${read} jobs`,
    left: (span: string, rate: string) => `about ${span} left, at ${rate} calls a second`,
    rate: (rate: string) => `at ${rate} calls a second`,
    note: (read: string) =>
      `Search and filters cover the ${read} jobs read so far; time in status counts from the first look.`,
    progress: 'First sync',
  },

  notice: {
    asOf: (time: string) => `Showing data as of ${time}.`,
    nothingYet: 'Nothing was read yet.',
    since: (time: string) => `Since ${time}.`,
    nextTry: (span: string) => `Next try in ${span}.`,
    trying: 'Trying again now.',
    offline: 'This page lost our server.',
    offlineHelp: 'Reconnecting; rows stay.',
    lastAnswer: (time: string) => `Last answer ${time}.`,
    quota: (used: string, most: string) =>
      `We used ${used} of ${most} calls a second; another caller shares the quota.`,
    clock: 'Rows marked with a clock may have changed.',
    connection: (name: string) => `Connection ${name}:`,
    staleWithout: 'Alibaba Cloud was not asked lately.',
    requestId: 'RequestId',
  },

  problem: {
    throttled: { title: 'Alibaba Cloud is throttling this account.', help: '' },
    'upstream-failed': { title: 'Alibaba Cloud does not answer as expected.', help: '' },
    'unreadable-reply': {
      title: 'Alibaba Cloud sent an answer that cannot be read.',
      help: 'A proxy in between may have changed it.',
    },
    unreachable: {
      title: 'Alibaba Cloud cannot be reached.',
      help: 'If it lasts, check the network and WAYBILL_REGION or WAYBILL_ENDPOINT on our server.',
    },
    'timed-out': { title: 'Alibaba Cloud takes too long to answer.', help: '' },
    'token-refused': {
      title: 'Alibaba Cloud no longer accepts our place in its list.',
      help: 'The walk over the list begins anew by itself.',
    },
    'credentials-refused': {
      title: 'Alibaba Cloud refused the credentials.',
      help: 'Check ALIBABA_CLOUD_ACCESS_KEY_ID and ALIBABA_CLOUD_ACCESS_KEY_SECRET (and the security token, if one is set), then restart Waybill.',
    },
    'permission-denied': {
      title: 'These credentials may not list distribution jobs.',
      help: 'Grant the RAM user the actions iot:ListDeviceDistributeJob and iot:QueryDeviceDistributeJob.',
    },
    'instance-refused': {
      title: 'Alibaba Cloud refused the IoT instance.',
      help: 'Check that WAYBILL_IOT_INSTANCE_ID names an instance of this account in this region, then restart Waybill.',
    },
    'clock-refused': {
      title: 'The clock of our server is wrong.',
      help: 'Alibaba Cloud accepts calls within 15 minutes of its own time: set the clock, or let NTP do so.',
    },
    'request-refused': {
      title: 'Alibaba Cloud refused our call.',
      help: 'Most likely the region or the endpoint does not fit: check WAYBILL_REGION and WAYBILL_ENDPOINT.',
    },
    'invalid-request': { title: 'The server did not understand this page.', help: 'Reload it.' },
    'not-found': {
      title: 'The server does not know what was asked for.',
      help: 'Reload the page.',
    },
    internal: { title: 'Something went wrong on our server.', help: 'Its log says more.' },
    offline: { title: 'Our server does not answer.', help: 'Trying again by itself.' },
  },
  instanceMissing: {
    title: 'This account needs an IoT instance ID.',
    help: 'Enterprise Edition instances are reached by their ID alone. Set WAYBILL_IOT_INSTANCE_ID to it (IoT Platform console, instance details; it begins with “iot-”), then restart Waybill.',
  },

  empty: {
    account: 'No distribution jobs yet',
    accountHelp:
      'This account has none in this region and instance. A job that is created appears here by itself.',
    noMatch: (count: number, text: string) =>
      count === 1
        ? 'No job matches this filter'
        : count === 2
          ? 'No job matches both filters'
          : `No job matches all ${text} filters`,
    searched: (known: string) => `All ${known} known jobs were searched.`,
    searchedAt: (known: string, time: string) =>
      `All ${known} known jobs were searched; last full check ${time}.`,
    searchedPart: (known: string) => `The ${known} jobs read so far were searched.`,
    remove: (name: string) => `Remove “${name}”`,
    clearAll: 'Clear all filters',
    count: jobs,
    waiting: 'Waiting for the first jobs',
  },

  error: {
    title: 'The jobs could not be loaded',
    retry: 'Try again',
  },

  drawer: {
    label: 'Job',
    position: (at: string, total: string) => `${at} of ${total}`,
    previous: 'Previous job (K)',
    next: 'Next job (J)',
    open: 'Open as page',
    close: 'Close (Esc)',
    back: 'Back to the list',
  },
}

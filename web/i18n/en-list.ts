const jobs = (count: number, text: string) => (count === 1 ? `${text} job` : `${text} jobs`)

/** The list, its filters and the states of the data. */
export const list = {
  product: 'Waybill',
  home: 'Waybill, jobs',
  skip: 'Skip to the jobs',
  jobs: 'Jobs',
  connections: 'Connection',
  mainNavigation: 'Main',
  pageTitle: 'Jobs · Waybill',
  jobTitle: (jobId: string) => `${jobId} · Waybill`,
  heading: 'Distribution jobs',
  scope: {
    choose: (scope: string) => `Connections: ${scope}`,
    title: 'Connections',
    all: 'All connections',
    some: (count: number) => `${count} connections`,
  },
  notFound: {
    title: 'There is no page at this address',
    back: 'Go to the jobs',
  },

  search: {
    clear: 'Clear the search',
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
    phrase: (name: string, operator: string, value: string) => `${name} ${operator} ${value}`,
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
      devices: 'Devices',
      missing: 'No longer listed',
    },
  },

  devices: {
    atLeast: 'at least',
    atMost: 'at most',
    exactly: 'is',
    within: 'from',
    between: (from: string, to: string) => `${from} to ${to}`,
    presetLabel: 'Devices at least',
    any: 'Any number',
    from: 'From',
    to: 'To',
    wrongOrder: 'The upper end lies below the lower one',
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
    zone: (zone: string, offset: string) =>
      zone === 'UTC' ? 'Times in UTC' : `Times in ${zone}, ${offset}`,
    wrongOrder: 'The end lies before the start',
  },

  missing: {
    label: 'Jobs that are no longer listed',
    operator: 'jobs',
    hidden: 'hidden',
    shown: 'shown, too',
    only: 'only',
    choices: { hidden: 'Hidden', shown: 'Shown, too', only: 'Only those' },
    help: 'Alibaba Cloud does not list them any more: deleted, or outside this scope.',
  },

  table: {
    region: 'Jobs table',
    caption: (count: string) => `Distribution jobs. ${count} match.`,
    columns: {
      status: 'Status',
      jobId: 'Job ID',
      connection: 'Connection',
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
    devices: (count: number) => (count === 1 ? 'device' : 'devices'),
    more: (count: number) => `+${count}`,
    regions: (count: number) => `${count} regions`,
    inStatus: (span: string) => `in status ${span}`,
    inStatusAtLeast: (span: string) => `in status ≥ ${span}`,
    now: (status: string) => `now ${status}`,
    gone: 'No longer listed',
    lastSeen: (status: string) => `${status} when last seen`,
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
    zone: (zone: string, offset: string) => (zone === 'UTC' ? zone : `${zone}, ${offset}`),
    theme: 'Theme',
    themes: { light: 'Light', dark: 'Dark', system: 'As the system' },
  },

  empty: {
    account: 'No distribution jobs yet',
    accountHelp:
      'This account has none in this region and instance. A job that is created appears here by itself.',
    noMatch: (count: number, text: string) =>
      ['', 'No job matches this filter', 'No job matches both filters'][count] ??
      `No job matches all ${['three', 'four', 'five', 'six'][count - 3] ?? text} filters`,
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
    position: (at: string, total: string) => `${at} of ${total}`,
    previous: 'Previous job (K)',
    next: 'Next job (J)',
    open: 'Open as page',
    close: 'Close (Esc)',
    back: 'Back to the list',
    resize: 'Width of the job beside the list',
    resizeHint: 'Drag, or use the arrow keys; a double click puts it back',
  },
}

/** One job: drawer and page; and the small parts that every page uses. */
export const detail = {
  ago: (span: string) => `${span} ago`,
  copy: {
    copied: 'Copied',
    jobId: 'Copy job ID',
    productKey: 'Copy product key',
    instanceId: (id: string) => `Copy instance ID ${id}`,
    sourceAccount: 'Copy the whole source account ID',
    targetAccount: 'Copy the whole target account ID',
    requestId: 'Copy RequestId',
    insecure:
      'Could not copy: this page is not on HTTPS. The text is selected; press Ctrl C or ⌘C.',
    refused:
      'Could not copy: the browser did not allow it. The text is selected; press Ctrl C or ⌘C.',
    text: 'Text to copy',
  },
  loading: 'Loading the job',
  confirmed: 'Confirmed',
  confirmedNow: 'Confirmed just now',
  check: {
    action: 'Check now',
    cost: '1 call',
    checking: 'Checking',
    hint: 'Ask Alibaba Cloud about this job now, for one call of the quota (R)',
    unknown: 'Alibaba Cloud does not know this job at the moment',
    unknownText: 'We asked for it by its ID just now. Below is what we knew of it last.',
    failed: (reason: string) => `Could not check. ${reason}`,
  },
  notStated: 'Not stated',
  notChecked: 'results not checked',
  callout: {
    completed: 'Completed does not mean delivered',
    completedText: (count: number | null, devices: string) =>
      count === null
        ? 'The job has ended. Only its result file tells which devices arrived.'
        : count === 1
          ? 'The job has ended. Only its result file tells whether its one device arrived.'
          : `The job has ended. Only its result file tells which of the ${devices} devices arrived.`,
    interrupted: 'Stopped unexpectedly, and not resumed',
    interruptedText:
      'Some devices may have arrived. Alibaba Cloud does not resume a job: fix the cause, then create a new one.',
    unknown: 'A status this version does not know',
    unknownText: (value: string) =>
      value === ''
        ? 'Alibaba Cloud stated no status. Everything else is shown as it came.'
        : `Alibaba Cloud stated ${value}. It is shown as it came, and may still change.`,
    gone: (moment: string) => `No longer listed since ${moment}`,
    goneText: 'Deleted, or outside this scope. Below is what we knew of it last.',
  },
  stale: (moment: string) => `Could not refresh. Showing what we knew at ${moment}.`,
  problem: {
    notFound: 'No job has this ID',
    notFoundText: 'It is neither in the mirror nor at Alibaba Cloud, where we just asked for it.',
    notFoundHint: 'Check the ID for a missing character, or whether it belongs to another account.',
    upstream: 'Could not look up this job',
    upstreamText: 'The mirror does not know it, so Alibaba Cloud was asked. The reason:',
    offline: 'Could not reach our server',
    offlineText: 'The job is shown as soon as the server answers.',
    requestId: 'RequestId',
    retry: 'Try again',
    retrying: 'Trying',
    again: 'Trying again every 5 s',
  },
  route: {
    title: 'Route',
    nearest: 'Nearest region, by device IP',
    show: 'Show targets as',
    lanes: 'Lanes',
    table: 'Table',
    targets: 'Target instances',
    region: 'Region',
    name: 'Instance name',
    id: 'Instance ID',
    actions: 'Actions',
    none: 'Alibaba Cloud stated no target instance.',
    allTouching: (instance: string) => `All jobs to ${instance}`,
    allFrom: (instance: string) => `All jobs from ${instance}`,
  },
  observed: {
    title: 'What we observed',
    between: (after: string, before: string) => `between ${after} and ${before}`,
    at: (moment: string) => `at ${moment}`,
    firstSeen: (moment: string) => `first seen ${moment}`,
    window: (status: string, span: string) =>
      `Still ${status} at the look before. A ${span} window is all that two looks can tell.`,
    created: (moment: string) => `Created ${moment}, as stated by Alibaba Cloud (GmtCreate).`,
    already: (status: string) => `Already ${status} when first seen.`,
    alreadyEnded: (status: string) =>
      `Already ${status} when first seen: how long it ran is not known.`,
    wentBack: (from: string, to: string) =>
      `Went back from ${from} to ${to}; shown as it was seen.`,
    lasted: (status: string, span: string) => `${status} for ${span}.`,
    ran: (span: string) => `Ran for ${span}.`,
    soFar: (span: string) => `So far ${span}, by the last look.`,
    range: (atLeast: string, atMost: string) => `${atLeast} to ${atMost}`,
    atLeast: (span: string) => `at least ${span}`,
    barPart: (status: string, span: string) => `${status} ${span}`,
    bar: (parts: string) => `Observed: ${parts}`,
    uncertain: (span: string) => `not observed, ${span}`,
    withGap: (span: string, gap: string) => `${span}, with ${gap} not observed`,
    gap: 'Not observed',
    gapSame: (status: string) => `${status} before and after; in between unknown.`,
    gapChanged: (from: string, to: string) => `${from} before, ${to} after; in between unknown.`,
  },
  fields: {
    title: 'Fields',
    jobId: 'Job ID',
    productKey: 'Product key',
    devices: 'Devices',
    source: 'Source instance',
    sourceRegion: 'Source region',
    sourceAccount: 'Source account',
    strategy: 'Strategy',
    targetAccount: 'Target account',
    created: 'Created',
    firstSeen: 'First seen',
    confirmed: 'Last confirmed',
    connection: 'Connection',
    missing: 'No longer listed since',
  },
}

/** How fresh the data is, and what is wrong with it. */
export const sync = {
  quota: {
    of: (used: string, most: string) => `${used} of ${most} calls a second used`,
    unknown: 'Calls a second: not known',
    both: (used: string, sharing: string) => `${used}. ${sharing}`,
    shared: 'Others use this account’s quota, too.',
    sharedRate: (rate: string) =>
      `Others use about ${rate} calls a second of this account’s quota.`,
    contended: 'Others use up this account’s quota: we are down to one call in 5 seconds.',
  },

  state: {
    connecting: 'Connecting',
    live: 'Live',
    slow: 'Slow',
    stale: 'Stale',
    'needs-you': 'Needs you',
    offline: 'Offline',
    paused: 'Paused',
    polling: 'The live stream does not come through to this browser: asking every 3 seconds.',
    help: {
      connecting: 'Waiting for the first answer',
      live: 'Jobs that may change were looked at within the last 10 seconds, or 35 while all jobs are being read for the first time',
      slow: 'Alibaba Cloud is throttling this account: looks are rarer',
      stale: 'Alibaba Cloud gives no good answer: rows show what was last known',
      'needs-you': 'It will not mend by itself: see the notice',
      offline: 'This page lost our server: rows show what was last known',
      paused: 'You paused this page: it shows what was known then',
    },
  },

  pause: {
    label: 'Pause live updates',
    pause: 'Pause live updates (P)',
    resume: 'Resume live updates (P)',
  },

  first: {
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
    said: 'In full:',
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
      help: 'Grant the RAM user the actions iot:ListDeviceDistributeJob and iot:QueryDeviceDistributeDetail.',
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
    'not-signed-in': {
      title: 'You are not signed in.',
      help: 'Sign in; this page goes on by itself then.',
    },
    forbidden: {
      title: 'You may not see this.',
      help: 'It is for the admins of this Waybill (WAYBILL_ADMINS).',
    },
    'too-many': { title: 'Too many at once.', help: 'Try again in a minute.' },
    'too-large': { title: 'The server was sent more than it takes.', help: 'Reload the page.' },
    ambiguous: {
      title: 'Several connections have a job with this ID.',
      help: 'Choose one of them.',
    },
    'no-result': {
      title: 'There is no result file of this job.',
      help: 'Alibaba Cloud offers one when the job has ended.',
    },
    'disk-full': {
      title: 'The disk of our server is full: new facts are not being saved.',
      help: 'Make room where WAYBILL_DATA_DIR lies; saving goes on by itself.',
    },
    'disk-failed': {
      title: 'The disk of our server fails: new facts are not being saved.',
      help: 'Check the disk that WAYBILL_DATA_DIR lies on. The log of our server says more.',
    },
    internal: { title: 'Something went wrong on our server.', help: 'Its log says more.' },
    offline: { title: 'Our server does not answer.', help: 'Trying again by itself.' },
  },

  instanceMissing: {
    title: 'This account needs an IoT instance ID.',
    help: 'Enterprise Edition instances are reached by their ID alone. Set WAYBILL_IOT_INSTANCE_ID to it (IoT Platform console, instance details; it begins with “iot-”), then restart Waybill.',
  },
}

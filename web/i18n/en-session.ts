/** Who looks: signed out, signed in, and the way out. */
export const session = {
  pageTitle: 'Sign in · Waybill',
  signedOut: 'You are not signed in',
  refused: 'This link is used up',
  how: {
    link: 'Open the link that Waybill printed when it started. Each link works once. This page goes on by itself then.',
    proxy:
      'The proxy in front of Waybill has to say who you are, and it did not, or Waybill does not trust its address (WAYBILL_TRUSTED_PROXIES). This page goes on by itself when it does.',
    oidc: 'You were signed out, or your session is over. Sign in, and you are back on this page.',
    none: 'Reload the page. If that does not help, ask whoever runs this Waybill.',
  },
  newLink: 'On its machine, this has it print a new link:',
  byLink: 'Signed in by a launch link.',
  as: (name: string) => `Signed in as ${name}.`,
  signIn: 'Sign in',
  end: 'Sign out',
  notEnded: 'Signing out failed. Try again.',
  /** On the page of the connection, and in the bar below the list. */
  sees: {
    part: 'You see the jobs that your groups may see.',
    nothing: 'No jobs are shown to your groups.',
  },
  nothing: {
    title: 'Nothing is shown to your groups',
    help: 'This Waybill shows each group its own jobs, and none to the groups that you are in. Ask whoever runs it.',
  },
  noneYet: {
    title: 'No jobs for your groups yet',
    help: 'You see the jobs that your groups may see, and there are none now. One that comes appears here by itself.',
  },
  sessions: 'Signed-in browsers',
  showSessions: 'Signed-in browsers…',
  sessionsFailed: 'Who is signed in could not be loaded.',
  who: 'Who',
  browser: 'Browser',
  started: 'Signed in',
  lastSeen: 'Last seen',
  thisOne: 'this one',
  unknownBrowser: 'Unknown',
  endSession: (browser: string, name: string) => `End ${browser} of ${name}`,
  endIt: 'End',
  browserOn: (browser: string, system: string) => `${browser} on ${system}`,
  adminsOnly:
    'Calls, credentials and figures of the connection are for the admins of this Waybill.',
}

/** Who looks: signed out, signed in, and the way out. */
export const session = {
  pageTitle: 'Sign in · Waybill',
  signedOut: 'You are not signed in',
  refused: 'This link is used up',
  how: {
    link: 'Open the link that Waybill printed when it started. Each link works once. This page goes on by itself then.',
    proxy:
      'The proxy in front of Waybill has to say who you are, and it did not, or Waybill does not trust its address (WAYBILL_TRUSTED_PROXIES). This page goes on by itself when it does.',
    none: 'Reload the page. If that does not help, ask whoever runs this Waybill.',
  },
  newLink: 'On its machine, this has it print a new link:',
  byLink: 'Signed in by a launch link.',
  as: (name: string) => `Signed in as ${name}.`,
  end: 'Sign out',
  notEnded: 'Signing out failed. Try again.',
  adminsOnly:
    'Calls, credentials and figures of the connection are for the admins of this Waybill.',
}

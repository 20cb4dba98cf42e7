/** The page of the audit log: who saw and took what. */
export const audit = {
  pageTitle: 'Audit log · Waybill',
  heading: 'Audit log',
  lead: 'Who looked at which connection, exported jobs or took the link to a result file, newest first. Who keeps looking is noted once an hour for each connection.',
  refresh: 'Refresh',
  columns: { time: 'Time', who: 'Who', what: 'What', connection: 'Connection' },
  viewed: 'Looked at the jobs',
  exported: (count: number, text: string, format: string) =>
    count === 1 ? `Exported 1 job as ${format}` : `Exported ${text} jobs as ${format}`,
  tookResult: 'Took the link to a result file',
  somethingElse: (action: string) => `Something that this version does not know: ${action}`,
  wholeAccounts: 'Whole account ids',
  maskedAccounts: 'Account ids masked',
  noFilter: 'No filter',
  localViewer: 'Local viewer',
  localViewerHelp: 'Signed in by nothing or by a launch link: such viewers cannot be told apart.',
  nobody: 'Not signed in',
  none: 'Nothing is noted yet',
  noneHelp:
    'Whoever looks at jobs, exports them or takes a result file from now on is listed here.',
  failed: 'The audit log could not be loaded',
  olderFailed: 'Older entries could not be loaded.',
  retry: 'Try again',
  older: 'Show older',
  loading: 'Loading the audit log',
  loadingOlder: 'Loading older entries',
  end: 'There are no older entries.',
  adminsOnly: 'The audit log is for admins',
  adminsOnlyHelp:
    'You may look at jobs and export them. Whoever runs this Waybill says who is an admin (WAYBILL_ADMINS).',
}

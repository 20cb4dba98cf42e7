const jobs = (count: number, text: string) => (count === 1 ? '1 job' : `${text} jobs`)

/** The list as a file. */
export const exporting = {
  button: 'Export',
  all: (count: number, text: string) => (count === 1 ? 'The one job' : `All ${text} jobs`),
  readSoFar: jobs,
  filtered: (count: number, text: string) => `${jobs(count, text)}, with these filters`,
  uncounted: 'All jobs that match',
  selected: (count: number, text: string) =>
    count === 1 ? '1 selected job' : `${text} selected jobs`,
  asOf: (holds: string, moment: string) => `${holds}, as of ${moment}`,
  partial: (text: string) => `The first sync is under way: covers the ${text} jobs read so far.`,
  csv: 'CSV',
  csvHelp: 'One row per job, for spreadsheets',
  ndjson: 'NDJSON',
  ndjsonHelp: 'One JSON object per line, for scripts',
  wholeAccounts: 'Whole account IDs',
  wholeAccountsHelp: (masked: string) => `Otherwise masked, as ${masked}`,
  tooMany:
    'Too many jobs are selected for one file. Select fewer, or filter and export without a selection.',
}

const jobs = (count: number, text: string) => (count === 1 ? `${text} job` : `${text} jobs`)

/** What finds everything by name: the palette, and the box that opens it. */
export const palette = {
  found: 'What was found',
  title: 'Find',
  /** What can be found; in the box, and in the palette while it is empty. */
  placeholder: 'Find a job, instance or filter',
  openFor: (text: string) => `Find: “${text}”`,
  quoted: (text: string) => `“${text}”`,
  results: 'Results',
  resultCount: (count: number, text: string) =>
    count === 1 ? `${text} result` : `${text} results`,
  close: 'Close (Esc)',
  esc: 'esc',
  chips: 'Filters of this search',
  removeChip: (name: string) => `Remove filter: ${name}`,
  groups: {
    top: 'Best guess',
    filters: 'Add a filter',
    actions: 'Do',
    jobs: 'Jobs',
    fields: 'Filter by',
  },
  openJob: 'Open job',
  lookUp: (jobId: string) => `Look up ${jobId} at Alibaba Cloud`,
  oneCall: '1 call',
  searchList: (text: string) => `Search for “${text}” in the list`,
  applyChips: 'Filter the list',
  jobCount: jobs,
  newest: (shown: string, count: string) => `newest ${shown} of ${count}`,
  more: (count: number) => `+${count}`,
  targets: 'to',
  nothing: {
    whole: (known: string) => `Nothing found in ${known} jobs`,
    part: (known: string) => `Nothing found in the ${known} jobs read so far`,
  },
  noJob: {
    whole: (known: string) => `No ID, key or name in ${known} jobs has this text`,
    part: (known: string) => `No ID, key or name in the ${known} jobs read so far has this text`,
  },
  offline: 'Our server does not answer. Trying again by itself.',
  failed: (reason: string) => `Could not search. ${reason}`,
  foot: {
    move: 'move',
    choose: 'choose',
    remove: 'remove filter',
    searched: (known: string) => `Searched ${known} jobs`,
    searchedPart: (known: string) => `Searched the ${known} jobs read so far`,
  },
  pages: { jobs: 'Go to Jobs', connections: 'Go to Connections' },
  actions: {
    check: 'Check the open job now',
    clearSearch: (text: string) => `Clear the search “${text}”`,
    clearFilters: 'Clear all filters',
    pause: 'Pause live updates',
    resume: 'Resume live updates',
    theme: { light: 'Light theme', dark: 'Dark theme', system: 'Theme as the system' },
  },
  notLoaded: 'Could not load this part of the page: our server does not answer. Try again.',
}

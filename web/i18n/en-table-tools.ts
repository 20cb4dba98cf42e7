/** What a reader does with the table: its layout, chosen rows, and the cards of its cells. */
export const tableTools = {
  display: {
    open: 'Display',
    title: 'Display',
    density: 'Row height',
    densities: { comfortable: 'Comfortable', compact: 'Compact' },
    densityKey: 'Row height (D)',
    nowDensity: (density: string) => `Row height: ${density}`,
    columns: 'Columns',
    always: 'always shown',
    moveUp: (column: string) => `Move ${column} up`,
    moveDown: (column: string) => `Move ${column} down`,
    drag: (column: string) => `Drag ${column}`,
    moved: (column: string, place: string, count: string) =>
      `${column}, place ${place} of ${count}`,
    hint: 'Alt ↑ ↓ moves',
    reset: 'Reset to usual',
    wasReset: 'Row height and columns are the usual ones',
  },

  edge: {
    width: (column: string) => `Width of ${column}`,
    pixels: (width: string) => `${width} pixels`,
    hint: 'Left and Right change the width, Up and Down go to another column, Delete resets',
  },

  select: {
    row: (jobId: string) => `Select job ${jobId}`,
    heading: 'Selection',
    loaded: (count: string) => `Select the ${count} loaded rows`,
    loadedOne: 'Select the 1 loaded row',
    region: 'Selected jobs',
    count: (count: number, text: string) => `${text} ${count === 1 ? 'job' : 'jobs'} selected`,
    elsewhere: (count: string) => `${count} not in this list`,
    copyIds: 'Copy IDs',
    copyMarkdown: 'Copy as Markdown',
    copiedIds: (count: number, text: string) =>
      count === 1 ? '1 job ID copied' : `${text} job IDs copied`,
    copiedMarkdown: (count: number, text: string) =>
      count === 1 ? 'Table of 1 job copied' : `Table of ${text} jobs copied`,
    clear: 'Clear the selection',
    cleared: 'Selection cleared',
  },

  markdown: {
    asOf: (jobs: string, moment: string) => `${jobs}, as of ${moment}`,
    jobs: (count: number, text: string) => `${text} distribution ${count === 1 ? 'job' : 'jobs'}`,
    link: 'Open in Waybill',
  },

  filterBy: {
    value: (filter: string, value: string) => `Filter by ${filter}: ${value}`,
    gone: 'Show only jobs that are no longer listed',
  },

  menu: {
    label: (jobId: string) => `Actions for job ${jobId}`,
    copy: 'Copy job ID',
    open: 'Open as page',
    select: 'Select',
    deselect: 'Remove from the selection',
    filter: 'Filter by',
  },

  time: {
    title: 'This moment in other forms',
    relative: 'Relative',
    epoch: 'Epoch ms',
    copy: (form: string) => `Copy: ${form}`,
  },

  targets: {
    title: (count: string) => `${count} target instances`,
    unnamed: 'No name',
  },
}

import type { Shortcut } from '../ui/shortcuts.ts'

/** The pages that one can go to by name or key. */
export const pageNames = ['jobs', 'connections'] as const
export type PageName = (typeof pageNames)[number]

export const pageShortcuts = {
  jobs: 'goJobs',
  connections: 'goConnections',
} as const satisfies Record<PageName, Shortcut>

export const pagePaths: Record<PageName, string> = { jobs: '/jobs', connections: '/connections' }

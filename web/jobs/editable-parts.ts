import type { FilterPart } from './job-search.ts'

/** What can be chosen from a list of what there is, or from a calendar. */
export const editable = [
  'status',
  'productKey',
  'targetUid',
  'sourceInstance',
  'targetInstance',
  'sourceRegion',
  'targetRegion',
  'strategy',
  'connection',
  'created',
  'devices',
  'missing',
] as const

export type EditablePart = (typeof editable)[number]

export function hasEditor(part: FilterPart): part is EditablePart {
  return (editable as readonly FilterPart[]).includes(part)
}

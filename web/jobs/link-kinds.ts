import { type JobFilter, readMoment } from '../../server/jobs/job-filter.ts'
import { chosenColumns } from './column-layout.ts'
import { type JobSearch, withCreated } from './job-search.ts'
import type { ListView } from './list-view.ts'

/**
 * The link that goes on with the time: "7 days" are those before it is opened. `view`: the layout in
 * force, remembered or not; the usual one is left out. What was not understood is not passed on.
 */
export function liveLink(search: JobSearch, view: ListView, hasMany: boolean): JobSearch {
  const columns = view.columns && chosenColumns(view.columns, hasMany)
  const density = view.density === 'comfortable' ? null : view.density
  return { ...shownLive(search), view: { columns, density }, faults: [] }
}

/**
 * The link that stands still: its times are absolute, nothing that was created after `nowMs` is in
 * its list, and it carries the whole layout. The jobs themselves go on: whoever opens it sees each
 * in the status of that day. (A job that states no time of creation is not in a list with an end.)
 */
export function fixedLink(search: JobSearch, view: ListView, nowMs: number): JobSearch {
  return {
    ...search,
    filter: withFixedTimes(search.filter, nowMs),
    view,
    seenAt: new Date(nowMs).toISOString(),
    faults: [],
  }
}

/** The same without its moment, and without the end that `fixedLink` gave it. */
export function shownLive(search: JobSearch): JobSearch {
  const { filter, seenAt } = search
  const isOurs = seenAt !== null && filter.createdTo === seenAt
  const { createdTo: _, ...openEnded } = filter
  return { ...search, filter: isOurs ? openEnded : filter, seenAt: null }
}

/** Whether jobs that were created after the moment are left out. */
export function endsBy({ createdTo }: JobFilter, moment: string): boolean {
  const endMs = createdTo === undefined ? null : readMoment(createdTo, Number.POSITIVE_INFINITY)
  return endMs !== null && endMs <= Date.parse(moment)
}

function withFixedTimes(filter: JobFilter, nowMs: number): JobFilter {
  const { createdFrom, createdTo } = filter
  const endMs = createdTo === undefined ? null : readMoment(createdTo, nowMs)
  return withCreated(filter, {
    ...(createdFrom === undefined ? {} : { createdFrom: absolute(createdFrom, nowMs) }),
    createdTo:
      createdTo === undefined || endMs === null || endMs > nowMs
        ? new Date(nowMs).toISOString()
        : absolute(createdTo, nowMs),
  })
}

function absolute(text: string, nowMs: number): string {
  const moment = text.startsWith('-') ? readMoment(text, nowMs) : null
  return moment === null ? text : new Date(moment).toISOString()
}

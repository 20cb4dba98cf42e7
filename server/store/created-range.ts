import { AppError } from '../errors.ts'
import { type JobFilter, readMoment } from '../jobs/job-filter.ts'

/** The created range in epoch milliseconds; `null`: open at that end. */
export type CreatedRange = { readonly from: number | null; readonly to: number | null }

/** Throws `invalid-request` for a text that names no moment. */
export function readCreatedRange(filter: JobFilter, nowMs: number): CreatedRange {
  const read = (name: 'createdFrom' | 'createdTo') => {
    const text = filter[name]
    if (text === undefined) return null
    const moment = readMoment(text, nowMs)
    if (moment === null) throw new AppError('invalid-request', `${name} is not a moment: ${text}`)
    return moment
  }
  return { from: read('createdFrom'), to: read('createdTo') }
}

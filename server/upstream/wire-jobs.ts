import { AppError } from '../errors.ts'
import {
  type Instance,
  type Job,
  type JobStatus,
  knownStatuses,
  knownStrategies,
  type Strategy,
} from '../jobs/job.ts'
import { writeLossless } from './lossless-json.ts'
import { field, isFields, toText } from './wire.ts'

type Fields = Readonly<Record<string, unknown>>

export type JobRows = {
  readonly jobs: readonly Job[]
  readonly nextToken: string | null
  readonly jobCount: number | null
  /** Rows that state no job: not an object, no usable `JobId`, a target that is none. */
  readonly unreadable: number
  /** The rows of `jobs` as they came, by job id. Of one that is there twice, the last. */
  readonly texts: ReadonlyMap<string, string>
}

/** Pages have 200 rows at most; far more is somebody else's reply. */
const mostRows = 1000
const longestId = 256
/** Moments below are in seconds, as a neighbour operation documents them: the year 1973 in ms. */
const leastMs = 1e11
/** The year 10000, from which on ISO texts no longer sort. */
const beyondMs = 253_402_300_800_000

/**
 * `Data` of a list reply. A value of a wrong type counts as left out. What would end a walk too
 * early or hide all jobs is refused as `unreadable-reply` instead: no `Data`, too many rows, a
 * `NextToken` that is no text.
 */
export function toJobRows(data: unknown, requestId: string | null): JobRows {
  const refuse = (message: string) =>
    new AppError('unreadable-reply', message, undefined, { requestId: requestId ?? undefined })
  if (!isFields(data)) throw refuse('The answer says success but has no data.')
  const nextToken = field(data, 'NextToken') ?? ''
  // Half a surrogate pair has no bytes that could be sent back.
  if (typeof nextToken !== 'string' || !nextToken.isWellFormed()) {
    throw refuse('The token for the next page is no text.')
  }
  const rows = toList(field(data, 'JobInfo'), 'Items')
  if (rows.length > mostRows) throw refuse(`The answer has ${rows.length} rows on one page.`)
  const jobs: Job[] = []
  const texts = new Map<string, string>()
  for (const row of rows) {
    if (!isFields(row)) continue
    const job = toJob(row)
    if (job === null) continue
    jobs.push(job)
    texts.set(job.jobId, writeLossless(row))
  }
  return {
    jobs,
    nextToken: nextToken.trim() === '' ? null : nextToken,
    jobCount: toCount(field(data, 'Total')),
    unreadable: rows.length - jobs.length,
    texts,
  }
}

function toJob(row: Fields): Job | null {
  const jobId = toJobId(field(row, 'JobId'))
  const targets = toTargets(field(row, 'TargetInstanceConfigs'))
  if (jobId === null || targets === null) return null
  return {
    jobId,
    productKey: toText(field(row, 'ProductKey')).trim(),
    status: toStatus(field(row, 'Status')),
    strategy: toStrategy(field(row, 'Strategy')),
    source: toInstance(row, 'Source'),
    sourceUid: toText(field(row, 'SourceUid')).trim(),
    targets,
    targetUid: toText(field(row, 'TargetUid')).trim(),
    deviceCount: toCount(field(row, 'Total')),
    createdAt: toMoment(field(row, 'GmtCreate')),
  }
}

/** Exact, never trimmed or mended: it is what we ask for later. */
function toJobId(value: unknown): string | null {
  if (typeof value !== 'string' || !value.isWellFormed()) return null
  // The replacement character stands where bytes were no UTF-8.
  const isUsable = value.trim() !== '' && !/[\p{Cc}\uFFFD]/u.test(value)
  return isUsable && value.length <= longestId ? value : null
}

function toTargets(value: unknown): readonly Instance[] | null {
  const entries = toList(value, 'TargetInstanceConfigs')
  if (!entries.every(isFields)) return null
  return entries
    .map((entry) => toInstance(entry, 'Target'))
    .filter(({ id, name, region }) => id !== '' || name !== '' || region !== '')
}

function toInstance(fields: Fields, side: 'Source' | 'Target'): Instance {
  return {
    id: toText(field(fields, `${side}InstanceId`)).trim(),
    name: toText(field(fields, `${side}InstanceName`)).trim(),
    region: toText(field(fields, `${side}Region`)).trim(),
  }
}

/**
 * The list in a wrapper such as `{ items: [...] }`. The documents show a lone object where one
 * element is, and null, `""` or nothing where none is; older clients read a bare array.
 */
function toList(wrapper: unknown, name: string): readonly unknown[] {
  const inner = isFields(wrapper) ? (field(wrapper, name) ?? loneElement(wrapper, name)) : wrapper
  const elements = Array.isArray(inner) ? inner : [inner]
  return elements.filter((element) => element !== null && element !== undefined && element !== '')
}

/** A wrapper that lacks the list and holds other things is itself taken for the element. */
function loneElement(wrapper: Fields, name: string): Fields | null {
  const listNames = [name, name.charAt(0).toLowerCase() + name.slice(1)]
  const lacksList = !listNames.some((listName) => Object.hasOwn(wrapper, listName))
  return lacksList && Object.keys(wrapper).length > 0 ? wrapper : null
}

function toStatus(value: unknown): JobStatus {
  return knownStatuses[toCount(value) ?? -1] ?? `unknown-${toUnknown(value)}`
}

function toStrategy(value: unknown): Strategy {
  return knownStrategies[toCount(value) ?? -1] ?? `unknown-${toUnknown(value)}`
}

function toUnknown(value: unknown): string {
  return typeof value === 'boolean'
    ? String(value)
    : toText(value).trim().slice(0, 40).toWellFormed()
}

/** A whole number of zero or more, also as digits in a text or as `5.0`. */
function toCount(value: unknown): number | null {
  const digits = /^(\d+)(?:\.0*)?$/.exec(toText(value).trim())?.[1]
  const count = Number(digits)
  return digits !== undefined && Number.isSafeInteger(count) ? count : null
}

function toMoment(value: unknown): string | null {
  const text = toText(value).trim()
  // Some serialisers write a Long as 1.581595942E12.
  const number = /^\d+(?:\.\d+)?(?:e\+?\d+)?$/i.test(text) ? Math.trunc(Number(text)) : 0
  const ms = number < leastMs ? number * 1000 : number
  return ms > 0 && ms < beyondMs ? new Date(ms).toISOString() : null
}

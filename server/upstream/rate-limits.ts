import { type Headers, headerText } from './requested-wait.ts'

/** One of the gateway's counters as an answer states it. Not every operation's answers do. */
export type RateLimit = {
  /** Calls that the window admits, and how many of them are left. */
  readonly limit: number
  readonly remain: number
  /** To the end of the window, from the moment at which the gateway counted the call. */
  readonly timeLeftMs: number
}

export type RateLimits = {
  /** The account's calls of this operation. */
  readonly operation: RateLimit | null
  /** The account's calls of whatever operation. */
  readonly account: RateLimit | null
}

/** A quota far beyond what this operation can have is no quota but a mistake. */
const mostCalls = 10_000

export function readRateLimits(headers: Headers): RateLimits {
  return {
    operation: readRateLimit(headerText(headers, 'x-ratelimit-user-api')),
    account: readRateLimit(headerText(headers, 'x-ratelimit-user')),
  }
}

/** Such as `Limit:5,Remain:2,TimeLeft:800,Reset:1`. A `Remain` of -1 means that it is not known. */
function readRateLimit(text: string): RateLimit | null {
  const limit = figure(text, 'Limit')
  const remain = figure(text, 'Remain')
  const timeLeftMs = figure(text, 'TimeLeft')
  if (limit === null || remain === null || timeLeftMs === null) return null
  return limit > 0 && limit <= mostCalls && remain <= limit ? { limit, remain, timeLeftMs } : null
}

function figure(text: string, name: string): number | null {
  const digits = new RegExp(`(?:^|,)\\s*${name}:\\s*(\\d{1,12})\\s*(?:,|$)`, 'i').exec(text)?.[1]
  return digits === undefined ? null : Number(digits)
}

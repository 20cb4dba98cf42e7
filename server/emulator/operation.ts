import type { Call } from './call.ts'
import type { Faults } from './faults.ts'
import { invalid, missing, pageParamsRefused } from './gateway-error.ts'
import type { PageTokens } from './page-token.ts'
import type { ResultFiles } from './result-file.ts'
import type { World } from './world.ts'

/** What an operation works with. */
export type Surroundings = {
  world: World
  faults: Faults
  tokens: PageTokens
  files: ResultFiles
  now: () => number
}

export type Operation = {
  /** Calls a second, for the whole account. */
  limit(call: Call): number
  /** The answer without its envelope; throws a `GatewayError` or a `ServiceError`. */
  answer(call: Call, surroundings: Surroundings): Record<string, unknown>
}

/** A parameter as text, `undefined` when it is absent or empty. */
export function textParam(call: Call, name: string): string | undefined {
  return call.params.get(name) || undefined
}

export function requiredText(call: Call, name: string): string {
  const text = textParam(call, name)
  if (text === undefined) throw missing(name)
  return text
}

export function integerParam(call: Call, name: string): number | undefined {
  const text = textParam(call, name)
  if (text === undefined) return undefined
  const value = Number(text)
  if (!/^[+-]?\d+$/.test(text) || !Number.isSafeInteger(value)) throw invalid(name)
  return value
}

export function pageSizeParam(call: Call): number {
  const size = integerParam(call, 'PageSize')
  if (size === undefined) throw missing('PageSize')
  if (size < 1 || size > 200) throw pageParamsRefused('PageSize must be between 1 and 200.')
  return size
}

export function checkedPage(page: number): number {
  if (page < 1) throw pageParamsRefused('CurrentPage must be 1 or more.')
  return page
}

/** Header names in small letters; several of one name as a list. */
export type Headers = Readonly<Record<string, string | string[] | undefined>>

export type RequestedWait = {
  /** How long the server asks us to wait; `null` where it does not. */
  readonly ms: number | null
  /** The gateway puts this header on throttled answers only, whatever code they carry. */
  readonly isThrottling: boolean
}

/** A broken or hostile header must not silence us for longer. */
const longestMs = 60_000

/** The longest wait that any of the headers asks for, which gateways of several ages send. */
export function readRequestedWait(headers: Headers): RequestedWait {
  const gateway = wholeNumber(headerText(headers, 'x-acs-retry-after'))
  const standard = wholeNumber(headerText(headers, 'retry-after')) * 1000
  const timeLeft = ['x-ratelimit-user-api', 'x-ratelimit-user'].map((name) =>
    wholeNumber(/TimeLeft:\s*(\d+)/i.exec(headerText(headers, name))?.[1] ?? ''),
  )
  const ms = Math.min(longestMs, Math.max(gateway, standard, ...timeLeft))
  return { ms: ms > 0 ? ms : null, isThrottling: gateway > 0 }
}

export function headerText(headers: Headers, name: string): string {
  const value = headers[name]
  return (Array.isArray(value) ? value[0] : value) ?? ''
}

function wholeNumber(text: string): number {
  return /^\d+$/.test(text.trim()) ? Number(text) : 0
}

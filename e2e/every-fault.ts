import { expect } from '@playwright/test'
import type { FaultKind } from '../server/emulator/faults.ts'
import { type Running, setFaults } from './servers.ts'

/** Every kind of fault there is, with what it needs: a new one does not compile until it is here. */
const faultFields: Readonly<Record<FaultKind, object>> = {
  latency: { ms: 200 },
  throttle: {},
  neighbour: { callsPerSecond: 5 },
  'error-500': {},
  'error-503': {},
  'system-exception': {},
  html: {},
  'cut-json': {},
  drip: {},
  reset: {},
  hang: {},
  'security-token-expired': {},
  'next-token-expired': {},
  'repeat-token': {},
  shrink: {},
  'wrong-total': { factor: 2 },
  reorder: {},
  'lone-object': {},
  'access-denied': {},
  'unknown-status': {},
  'needs-instance': { instanceId: 'iot-060abc' },
}
export const everyFault = Object.entries(faultFields).map(([kind, fields]) => ({ kind, ...fields }))

/** All that can be had of a log, with the libraries' own besides. */
export const loud = { WAYBILL_LOG_LEVEL: 'trace', DEBUG: '*', NODE_DEBUG: 'undici,fetch,http,tls' }

const heard = [
  'ok',
  'throttled',
  'permission-denied',
  'unreachable',
  'upstream-failed',
  'unreadable-reply',
]

/** A log that says nothing would pass: this one told of calls that went well and of many that did not. */
export function expectLoud(output: string) {
  const lines = output
    .split('\n')
    .filter((line) => line.startsWith('{"level":10,'))
    .map((line) => JSON.parse(line) as { outcome: string; upstreamRequestId: string | null })
  const outcomes = new Set(lines.map(({ outcome }) => outcome))
  expect([...outcomes]).toEqual(expect.arrayContaining(heard))
  expect(lines.filter(({ upstreamRequestId }) => upstreamRequestId !== null)).not.toEqual([])
}

const callsTold = (output: string) => output.split('"msg":"upstream call"').length - 1

type Struck = { readonly main: Running; readonly controls: readonly string[] }

/**
 * Switches a fault on, and asks each connection for a job that nobody knows, so that a call meets
 * it however long the sync would pause. Gives what came back.
 */
export async function strike({ main, controls }: Struck, fault: { kind: string }, names: string[]) {
  await Promise.all(controls.map((control) => setFaults(control, [fault])))
  const before = callsTold(main.output())
  const texts = names.map(async (name) => {
    const jobId = `UbmsNobodyKnows${fault.kind.replaceAll('-', '')}010001`
    const query = name === '' ? '' : `?connection=${name}`
    const reply = await fetch(`${main.url}/api/jobs/${jobId}/check${query}`, {
      method: 'POST',
      headers: { 'x-waybill': '1', 'content-type': 'application/json' },
    })
    return `${JSON.stringify([...reply.headers])} ${await reply.text()}`
  })
  const told = (await Promise.all(texts)).join('\n')
  await expect
    .poll(() => callsTold(main.output()), { message: fault.kind, timeout: 20_000 })
    .toBeGreaterThanOrEqual(before + names.length)
  return told
}

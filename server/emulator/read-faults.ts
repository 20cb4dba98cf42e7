import type { Fault, FaultKind } from './faults.ts'

type FieldKind = 'number' | 'text' | 'flag'

/** A fault with its own fields; those marked with `!` must be given. */
const fieldsByKind: Record<FaultKind, Record<string, FieldKind | `${FieldKind}!`>> = {
  latency: { ms: 'number!', jitterMs: 'number' },
  throttle: { retryAfterMs: 'number' },
  neighbour: { callsPerSecond: 'number!' },
  'error-500': {},
  'error-503': {},
  'system-exception': {},
  html: { status: 'number' },
  'cut-json': { at: 'number', early: 'flag' },
  drip: { bytes: 'number', everyMs: 'number' },
  reset: { afterBytes: 'number' },
  hang: {},
  'security-token-expired': {},
  'next-token-expired': {},
  'repeat-token': {},
  shrink: { by: 'number' },
  'wrong-total': { factor: 'number!' },
  reorder: { shuffled: 'flag' },
  'lone-object': {},
  'access-denied': {},
  'unknown-status': { status: 'number', share: 'number' },
  'needs-instance': { instanceId: 'text!' },
}

const limitFields: Record<string, FieldKind> = {
  action: 'text',
  nth: 'number',
  times: 'number',
  seconds: 'number',
}

export const faultKinds = Object.keys(fieldsByKind) as FaultKind[]

/** Checks faults that came from outside. Throws an `Error` that names what is wrong. */
export function readFaults(value: unknown): Fault[] {
  return (Array.isArray(value) ? value : [value]).map(readFault)
}

/** Reads `kind` or `kind:field=value,field=value`, as the command line gives it. */
export function parseFault(text: string): Fault {
  const [kind = '', rest = ''] = text.split(/:(.*)/s)
  const fields = rest
    .split(',')
    .filter((part) => part !== '')
    .map((part) => {
      const [name = '', value = 'true'] = part.split(/=(.*)/s)
      return [name, fromText(kind, name, value)]
    })
  return readFault({ ...Object.fromEntries(fields), kind })
}

function fromText(kind: string, name: string, value: string): unknown {
  const type = fieldType(kind, name)
  if (type === 'number') return value === '' ? value : Number(value)
  if (type === 'flag') return value === 'true'
  return value
}

function readFault(value: unknown): Fault {
  if (typeof value !== 'object' || value === null) throw new Error('A fault is a JSON object')
  const fields = value as Record<string, unknown>
  const kind = String(fields.kind)
  if (!isFaultKind(kind)) {
    throw new Error(`Unknown fault "${kind}"; there are ${faultKinds.join(', ')}`)
  }
  for (const [name, given] of Object.entries(fields)) {
    if (name !== 'kind') checkField(kind, name, given)
  }
  for (const [name, type] of Object.entries(fieldsByKind[kind])) {
    if (type.endsWith('!') && fields[name] === undefined) {
      throw new Error(`Fault "${kind}" needs "${name}"`)
    }
  }
  return { ...fields } as Fault
}

function checkField(kind: FaultKind, name: string, given: unknown): void {
  const type = fieldType(kind, name)
  if (!type) throw new Error(`Fault "${kind}" has no "${name}"`)
  const isRight =
    type === 'number'
      ? typeof given === 'number' && Number.isFinite(given) && given >= 0
      : typeof given === (type === 'flag' ? 'boolean' : 'string')
  if (!isRight) throw new Error(`Fault "${kind}": "${name}" must be a ${typeWords[type]}`)
}

const typeWords: Record<FieldKind, string> = {
  number: 'number of 0 or more',
  text: 'text',
  flag: 'true or false',
}

function fieldType(kind: string, name: string): FieldKind | undefined {
  const own = isFaultKind(kind) ? fieldsByKind[kind][name] : undefined
  return (own ?? limitFields[name])?.replace('!', '') as FieldKind | undefined
}

function isFaultKind(kind: string): kind is FaultKind {
  return Object.hasOwn(fieldsByKind, kind)
}

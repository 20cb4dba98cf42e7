import { readReferenceJson, type Value } from './reference-json.ts'

/**
 * What a reply says, decided a second time from the document and from what our reader promises,
 * slowly and without any of its code: the proof compares the two.
 */
export type Decoded =
  | {
      readonly kind: 'rows'
      readonly requestId: string | null
      readonly jobs: readonly object[]
      readonly nextToken: string | null
      readonly jobCount: number | null
      readonly unreadable: number
    }
  | {
      readonly kind: 'failure'
      readonly requestId: string | null
      readonly code: string
      readonly message: string
    }
  | { readonly kind: 'unreadable-reply'; readonly requestId: string | null }

type Fields = ReadonlyMap<string, Value>

const statuses = ['initializing', 'running', 'completed', 'interrupted']
const strategies = ['specified-region', 'nearest-region']
const nothing: Value = { type: 'null' }

export function decodeReply(text: string, contentType: string): Decoded {
  const body = text.replace(/^[\s\uFEFF]+/, '')
  const unreadable = { kind: 'unreadable-reply', requestId: null } as const
  if (!body.startsWith('{') || contentType.toLowerCase().includes('html')) return unreadable
  const root = readReferenceJson(body)
  if (root?.type !== 'object') return unreadable

  const requestId = wellFormed(textOf(get(root.fields, 'RequestId')).slice(0, 100)) || null
  const success = get(root.fields, 'Success')
  if (isTrue(success)) return decodeData(get(root.fields, 'Data'), requestId)
  const code = textOf(get(root.fields, 'Code'))
  if (success.type === 'null' && code === '') return { kind: 'unreadable-reply', requestId }
  const messages = ['Message', 'ErrorMessage'].map((name) => textOf(get(root.fields, name)))
  return { kind: 'failure', requestId, code, message: messages.find((said) => said !== '') ?? '' }
}

function decodeData(data: Value, requestId: string | null): Decoded {
  const refused = { kind: 'unreadable-reply', requestId } as const
  if (data.type !== 'object') return refused
  const token = get(data.fields, 'NextToken')
  if (token.type !== 'null' && token.type !== 'text' && token.type !== 'number') return refused
  const nextToken = rawText(token)
  if (nextToken !== wellFormed(nextToken)) return refused
  const rows = listIn(get(data.fields, 'JobInfo'), 'Items')
  if (rows.length > 1000) return refused
  const jobs: object[] = []
  for (const row of rows) {
    const job = decodeRow(row)
    if (job !== null) jobs.push(job)
  }
  return {
    kind: 'rows',
    requestId,
    jobs,
    nextToken: nextToken.trim() === '' ? null : nextToken,
    jobCount: countOf(get(data.fields, 'Total')),
    unreadable: rows.length - jobs.length,
  }
}

function decodeRow(row: Value): object | null {
  if (row.type !== 'object') return null
  const of = (name: string) => get(row.fields, name)
  const trimmed = (name: string) => textOf(of(name)).trim()
  const jobId = rawText(of('JobId'))
  if (!isJobId(jobId)) return null
  const targets = []
  for (const target of listIn(of('TargetInstanceConfigs'), 'TargetInstanceConfigs')) {
    if (target.type !== 'object') return null
    const [id, name, region] = ['InstanceId', 'InstanceName', 'Region'].map((part) =>
      textOf(get(target.fields, `Target${part}`)).trim(),
    )
    if (id !== '' || name !== '' || region !== '') targets.push({ id, name, region })
  }
  return {
    jobId,
    productKey: trimmed('ProductKey'),
    status: oneOf(statuses, of('Status')),
    strategy: oneOf(strategies, of('Strategy')),
    source: {
      id: trimmed('SourceInstanceId'),
      name: trimmed('SourceInstanceName'),
      region: trimmed('SourceRegion'),
    },
    sourceUid: trimmed('SourceUid'),
    targets,
    targetUid: trimmed('TargetUid'),
    deviceCount: countOf(of('Total')),
    createdAt: momentOf(of('GmtCreate')),
  }
}

/** By its documented name, or else by that name with a small first letter; null is nothing. */
function get(fields: Fields, name: string): Value {
  const documented = fields.get(name) ?? nothing
  if (documented.type !== 'null') return documented
  return fields.get(name.charAt(0).toLowerCase() + name.slice(1)) ?? nothing
}

/**
 * The elements of `{ name: [...] }`, of a bare list, of one element alone in either place, and
 * none of null and `""`.
 */
function listIn(wrapper: Value, name: string): readonly Value[] {
  if (wrapper.type !== 'object') return elements(wrapper)
  const inner = get(wrapper.fields, name)
  if (inner.type !== 'null') return elements(inner)
  const small = name.charAt(0).toLowerCase() + name.slice(1)
  const saysNone = wrapper.fields.has(name) || wrapper.fields.has(small)
  return saysNone || wrapper.fields.size === 0 ? [] : [wrapper]
}

function elements(list: Value): readonly Value[] {
  const all = list.type === 'list' ? list.items : [list]
  return all.filter(
    (value) => value.type !== 'null' && !(value.type === 'text' && value.text === ''),
  )
}

/** A text as it came, a number as its digits. */
function rawText(value: Value): string {
  if (value.type === 'number') return value.source
  return value.type === 'text' ? value.text : ''
}

function textOf(value: Value): string {
  return wellFormed(rawText(value))
}

/** Halves of surrogate pairs that stand alone become U+FFFD. */
function wellFormed(text: string): string {
  if (!/[\ud800-\udfff]/.test(text)) return text
  return [...text].map((char) => (/^[\ud800-\udfff]$/.test(char) ? '\ufffd' : char)).join('')
}

function isTrue(value: Value): boolean {
  if (value.type === 'truth') return value.truth
  return value.type === 'text' && value.text.trim().toLowerCase() === 'true'
}

function isJobId(text: string): boolean {
  if (text.trim() === '' || text.length > 256 || text !== wellFormed(text)) return false
  return [...text].every((char) => {
    const code = char.codePointAt(0) ?? 0
    return code >= 0x20 && !(code >= 0x7f && code <= 0x9f) && code !== 0xfffd
  })
}

function oneOf(names: readonly string[], value: Value): string {
  const known = names[countOf(value) ?? -1]
  if (known !== undefined) return known
  if (value.type === 'truth') return `unknown-${value.truth}`
  return `unknown-${wellFormed(textOf(value).trim().slice(0, 40))}`
}

/** A whole number from 0 to 2^53 - 1, also as a text, also with a point and zeros after it. */
function countOf(value: Value): number | null {
  const [whole = '', fraction = '', ...more] = textOf(value).trim().split('.')
  if (!isDigits(whole) || more.length > 0 || fraction.replaceAll('0', '') !== '') return null
  const count = BigInt(whole)
  return count <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(count) : null
}

/**
 * Milliseconds since 1970, also as `1.58E12`; seconds where milliseconds would be before 1973.
 * Nothing from the year 10000 on, and nothing at or before 1970.
 */
function momentOf(value: Value): string | null {
  const text = textOf(value).trim().toLowerCase()
  const [mantissa = '', exponent = '0', ...more] = text.split('e')
  const [whole = '', fraction, ...parts] = mantissa.split('.')
  const power = exponent.startsWith('+') ? exponent.slice(1) : exponent
  if (more.length > 0 || parts.length > 0) return null
  if (![whole, fraction ?? '0', power].every(isDigits)) return null
  const digits = `${whole}${fraction ?? ''}`.replace(/^0+/, '')
  // The place of the point among the digits, which says how many of them are whole.
  const point = BigInt(digits.length - (fraction ?? '').length) + BigInt(power)
  if (digits === '' || point <= 0n || point > 20n) return null
  const number = BigInt(digits.padEnd(Number(point), '0').slice(0, Number(point)))
  const ms = number < 100_000_000_000n ? number * 1000n : number
  if (ms <= 0n || ms >= BigInt(Date.UTC(10_000, 0))) return null
  return new Date(Number(ms)).toISOString()
}

function isDigits(text: string): boolean {
  return text !== '' && [...text].every((digit) => digit >= '0' && digit <= '9')
}

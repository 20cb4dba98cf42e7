import { parseLossless } from './lossless-json.ts'

/** A reply as far as it can be told apart without knowing the operation. */
export type Reply =
  | {
      readonly kind: 'success'
      readonly data: unknown
      /** What one operation answers beside `Data`. */
      readonly file: unknown
      readonly requestId: string | null
    }
  | {
      readonly kind: 'failure'
      readonly code: string
      readonly message: string
      readonly requestId: string | null
    }
  /** Not the API's: a page of a proxy, half a body. `why` finishes "The answer …". */
  | { readonly kind: 'unreadable'; readonly why: string; readonly requestId: string | null }

type Fields = Readonly<Record<string, unknown>>

/**
 * Reads a reply by its first character and content type. Only `Success` tells success: successes
 * carry a `Code` at times (`""`, `success`, `200`), and failures have come with every status.
 */
export function readReply(text: string, contentType: string): Reply {
  const body = text.replace(/^\uFEFF/, '').trimStart()
  if (body.startsWith('<')) return readMarkup(body)
  if (body === '') return unreadable('is empty')
  if (!body.startsWith('{') || /html/i.test(contentType)) return unreadable('is not the API’s')
  let fields: Fields
  try {
    // Begins with a brace, so it is an object or nothing.
    fields = parseLossless(body) as Fields
  } catch {
    return unreadable('is broken or cut-off JSON')
  }
  return readFields(fields)
}

function readFields(fields: Fields): Reply {
  const requestId = toText(field(fields, 'RequestId')).slice(0, 100).toWellFormed() || null
  if (isTrue(field(fields, 'Success'))) {
    const [data, file] = [field(fields, 'Data'), field(fields, 'File')]
    return { kind: 'success', data, file, requestId }
  }
  const code = toText(field(fields, 'Code'))
  const isFailure = field(fields, 'Success') !== undefined || code !== ''
  if (!isFailure) return unreadable('says neither success nor failure', requestId)
  const message = toText(field(fields, 'Message')) || toText(field(fields, 'ErrorMessage'))
  return { kind: 'failure', code, message, requestId }
}

/** Errors come as XML where a gateway ignores that we ask for JSON; anything else is a page. */
function readMarkup(body: string): Reply {
  if (/^<(!doctype html|html)/i.test(body)) return unreadable('is a web page, not the API’s')
  const requestId = element(body, 'RequestId') || null
  const code = element(body, 'Code')
  if (/<Success>\s*true\s*</i.test(body)) return unreadable('is XML, not JSON', requestId)
  if (code === '') return unreadable('is not the API’s', requestId)
  const message = element(body, 'Message') || element(body, 'ErrorMessage')
  return { kind: 'failure', code, message, requestId }
}

function element(body: string, name: string): string {
  const text = new RegExp(`<${name}>([^<]{0,2000})</${name}>`, 'i').exec(body)?.[1] ?? ''
  return text.trim().replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&')
}

function unreadable(why: string, requestId: string | null = null): Reply {
  return { kind: 'unreadable', why, requestId }
}

/** The value by its documented name, or by that name with a small first letter. Null is none. */
export function field(fields: Fields, name: string): unknown {
  return fields[name] ?? fields[name.charAt(0).toLowerCase() + name.slice(1)] ?? undefined
}

export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** A text (or a number's digits) as it came, without lone surrogates; `''` for anything else. */
export function toText(value: unknown): string {
  return typeof value === 'string' ? value.toWellFormed() : ''
}

function isTrue(value: unknown): boolean {
  return value === true || (typeof value === 'string' && value.trim().toLowerCase() === 'true')
}

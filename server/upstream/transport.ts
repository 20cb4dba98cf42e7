import { type Dispatcher, Pool } from 'undici'
import { AppError } from '../errors.ts'
import type { Sending } from './quota.ts'
import { type Headers, headerText } from './requested-wait.ts'
import type { SignedRequest } from './sign.ts'

/** An answer of which at least the status line arrived. */
export type Answer = {
  readonly status: number
  readonly headers: Headers
  readonly text: string
  /** Why `text` is not to be read; finishes "The answer …". */
  readonly problem: string | null
}

export type Transport = {
  /**
   * One request and no more: no redirect, no retry. Throws `unreachable`, `timed-out`, or the
   * signal's reason. Tells `sending` about the status line, or that nothing was sent.
   */
  post(request: SignedRequest, signal: AbortSignal, sending: Sending): Promise<Answer>
  close(): Promise<void>
}

export type TransportOptions = {
  readonly endpoint: URL
  /** For all of it: connecting, the status line and the last byte. */
  readonly deadlineMs: number
  readonly mostBytes: number
  readonly dispatcher?: Dispatcher | undefined
}

export function createTransport(options: TransportOptions): Transport {
  const { endpoint, deadlineMs, mostBytes } = options
  const dispatcher = options.dispatcher ?? createPool(options)

  return {
    async post({ search, headers, body }, signal, sending) {
      if (signal.aborted) {
        sending.unsent()
        throw signal.reason
      }
      const deadline = AbortSignal.timeout(deadlineMs)
      try {
        const response = await dispatcher.request({
          origin: endpoint.origin,
          path: `/?${search}`,
          method: 'POST',
          headers: { ...headers, accept: 'application/json', 'accept-encoding': 'identity' },
          body,
          signal: AbortSignal.any([deadline, signal]),
        })
        sending.answered()
        const content = await readBody(response, mostBytes).catch((error: unknown) => {
          if (deadline.aborted || signal.aborted) throw error
          return { text: '', problem: 'was cut off' }
        })
        return { status: response.statusCode, headers: response.headers, ...content }
      } catch (error) {
        if (isUnsent(error)) sending.unsent()
        if (signal.aborted) throw signal.reason
        throw toTransportError(error, endpoint.host, deadline.aborted)
      }
    },
    close: () => (options.dispatcher ? Promise.resolve() : dispatcher.destroy()),
  }
}

function createPool({ endpoint, deadlineMs }: TransportOptions): Pool {
  return new Pool(endpoint.origin, {
    connections: 12,
    pipelining: 1,
    // HTTP/2 would send a call again by itself after the server's GOAWAY.
    allowH2: false,
    connectTimeout: Math.min(3000, deadlineMs),
  })
}

async function readBody(
  { headers, body }: Dispatcher.ResponseData,
  mostBytes: number,
): Promise<Pick<Answer, 'text' | 'problem'>> {
  // Destroying a body that was not read to its end emits an error of its own.
  body.on('error', () => {})
  const encoding = headerText(headers, 'content-encoding').trim().toLowerCase()
  if (encoding !== '' && encoding !== 'identity') {
    // We asked for none, and decoders are where a hostile answer would aim.
    body.destroy()
    return { text: '', problem: 'is compressed, which we did not ask for' }
  }
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of body as AsyncIterable<Uint8Array>) {
    size += chunk.byteLength
    // Leaving the loop destroys the body and its socket.
    if (size > mostBytes) return { text: '', problem: `is larger than ${mostBytes} bytes` }
    chunks.push(chunk)
  }
  return { text: new TextDecoder().decode(Buffer.concat(chunks)), problem: null }
}

/** Surely failed while resolving or connecting; after that, bytes may be on their way. */
function isUnsent(error: unknown): boolean {
  const { code, syscall } = facts(error)
  return (
    syscall === 'connect' ||
    syscall === 'getaddrinfo' ||
    code === 'UND_ERR_CONNECT_TIMEOUT' ||
    isCertificateFault(code)
  )
}

function isCertificateFault(code: string): boolean {
  return /^(ERR_TLS_|CERT_|UNABLE_TO_|DEPTH_ZERO_|SELF_SIGNED_|HOSTNAME_)/.test(code)
}

function toTransportError(error: unknown, host: string, isLate: boolean): AppError {
  const { name, code, syscall } = facts(error)
  const cause = { name, code, syscall }
  if (isLate || /^UND_ERR_\w+_TIMEOUT$/.test(code)) {
    return new AppError('timed-out', `${host} did not answer in time.`, cause)
  }
  if (syscall === 'getaddrinfo') {
    return new AppError('unreachable', `The host name ${host} cannot be resolved.`, cause)
  }
  if (isCertificateFault(code)) {
    return new AppError(
      'unreachable',
      `The certificate of ${host} is not trusted (${code}).`,
      cause,
    )
  }
  const what =
    syscall === 'connect' ? 'refuses connections or cannot be reached' : 'broke off the connection'
  return new AppError('unreachable', `${host} ${what}.`, cause)
}

/** What may be kept of a network error. One that tried several addresses holds one for each. */
function facts(error: unknown): { name: string; code: string; syscall: string } {
  const first = error instanceof AggregateError ? (error.errors[0] as unknown) : error
  const { name, code, syscall } = (first ?? {}) as Record<string, unknown>
  return { name: String(name ?? ''), code: String(code ?? ''), syscall: String(syscall ?? '') }
}

import type { HttpBindings } from '@hono/node-server'
import { toAddress } from './address.ts'

/** A request as it was sent, before anything joined, decoded or believed its headers. */
export type RequestFacts = {
  readonly method: string
  /** The request target: path and query. */
  readonly target: string
  /** Who is at the other end of the socket, in the one form; `null`: nobody knows. */
  readonly peer: string | null
  readonly localPort: number
  /** Every value of a header, by its name in lower case, each as sent. */
  all(name: string): readonly string[]
}

/** What a request that came over a socket brings with it. */
export type SocketBindings = Partial<HttpBindings>

/** What is needed of Hono's context, whatever else is known in it. */
type Asked = { readonly env: SocketBindings | undefined; readonly req: { readonly raw: Request } }

/** One without a socket (a test's) is taken by its URL, and comes from nobody. */
export function readFacts({ env, req }: Asked): RequestFacts {
  const incoming = env?.incoming
  return incoming ? ofSocket(incoming) : ofRequest(req.raw)
}

function ofSocket({ method, url, socket, rawHeaders }: HttpBindings['incoming']): RequestFacts {
  const { remoteAddress, localPort } = socket
  let byName: ReadonlyMap<string, readonly string[]> | undefined
  return {
    method: method ?? '',
    target: url ?? '',
    peer: remoteAddress === undefined ? null : toAddress(remoteAddress),
    localPort: localPort ?? 0,
    all(name) {
      byName ??= groupByName(rawHeaders)
      return byName.get(name) ?? []
    },
  }
}

/** Node gives names and values in turns, each as sent. */
function groupByName(rawHeaders: readonly string[]): ReadonlyMap<string, readonly string[]> {
  const byName = new Map<string, string[]>()
  for (let at = 0; at + 1 < rawHeaders.length; at += 2) {
    const [given = '', value = ''] = rawHeaders.slice(at, at + 2)
    const name = given.toLowerCase()
    const values = byName.get(name)
    if (values) values.push(value)
    else byName.set(name, [value])
  }
  return byName
}

function ofRequest({ method, url, headers }: Request): RequestFacts {
  const { pathname, search, host, port } = new URL(url)
  return {
    method,
    target: pathname + search,
    peer: null,
    localPort: Number(port || 80),
    all(name) {
      const value = headers.get(name) ?? (name === 'host' ? host : null)
      return value === null ? [] : [value]
    },
  }
}

const longestBrowser = 200

/** What a browser calls itself, cut where it is long; `''`: nothing. */
export function browserOf({ all }: RequestFacts): string {
  const [name = ''] = all('user-agent')
  return name.replaceAll(/\p{C}/gu, '').slice(0, longestBrowser)
}

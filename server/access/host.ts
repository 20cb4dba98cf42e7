/** A name and a port as one text, such as `127.0.0.1:8080` or `[::1]:8080`: what hosts are compared by. */
type HostText = string

const namedHost = /^(?:\[[0-9a-f:.]+\]|[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?)(?::\d{1,5})?$/i
const defaultPort = { 'http:': '80', 'https:': '443' }

/**
 * A `Host` header in its one form (RFC 9112 section 3.2): lower case, IPv6 in brackets and shortest,
 * the port always told. `null`: not a host alone, or one that names the same place in another way
 * (user, trailing dot, an IPv4 address that is not four decimals).
 */
function toHost(text: string, scheme: 'http:' | 'https:'): HostText | null {
  if (!namedHost.test(text) || !URL.canParse(`${scheme}//${text}`)) return null
  const { hostname, port } = new URL(`${scheme}//${text}`)
  if (!hostname.startsWith('[') && hostname !== text.toLowerCase().replace(/:\d+$/, '')) return null
  return `${hostname}:${port || defaultPort[scheme]}`
}

const loopbackNames = ['127.0.0.1', 'localhost', '[::1]']

export type HostRules = {
  /** Where people reach us; `null`: by the loopback address that we listen on. */
  readonly publicUrl: URL | null
}

/** What of a request tells which host it was meant for. */
export type HostFacts = {
  /** Every `Host` header, as sent. */
  readonly hosts: readonly string[]
  readonly path: string
  /** The port that the connection came in by. */
  readonly localPort: number
  /** It came from this machine, by its socket. */
  readonly isFromLoopback: boolean
}

/** What a check of health and a collector of metrics ask on the machine itself, whatever our name is. */
const askedLocally: ReadonlySet<string> = new Set(['/healthz', '/readyz', '/metrics'])

/**
 * Whether a request names us: exactly one `Host`, and it is on the list. A page that had its own
 * name resolve to our address (DNS rebinding) still sends its own name.
 */
export function isOurHost(facts: HostFacts, { publicUrl }: HostRules): boolean {
  const [given, ...others] = facts.hosts
  if (given === undefined || others.length > 0) return false
  if (publicUrl && isPublicHost(given, publicUrl)) return true
  if (publicUrl && !(facts.isFromLoopback && askedLocally.has(facts.path))) return false
  return isLoopbackHost(given, facts.localPort)
}

/** This machine, by a URL's `hostname`. */
export function isLoopbackName(hostname: string): boolean {
  return loopbackNames.includes(hostname)
}

/** `localhost`, `127.0.0.1` or `[::1]` with exactly this port. */
export function isLoopbackHost(given: string, port: number): boolean {
  const isIt = (host: HostText | null) => loopbackNames.some((name) => host === `${name}:${port}`)
  // Nearly everybody sends the one form: then there is nothing to bring into it.
  return isIt(given) || isIt(toHost(given, 'http:'))
}

function isPublicHost(given: string, { protocol, host }: URL): boolean {
  if (given === host) return true
  const scheme = protocol === 'https:' ? 'https:' : 'http:'
  const ours = toHost(host, scheme)
  return ours !== null && toHost(given, scheme) === ours
}

/** The origin that our own pages have, for a request to a host that is ours. */
export function toOrigin(host: string, publicUrl: URL | null): string {
  return publicUrl ? publicUrl.origin : new URL(`http://${host}`).origin
}

import { isIP, isIPv4, isIPv6 } from 'node:net'

/**
 * An IP address in its one form: IPv6 shortest (RFC 5952) and without a zone, an IPv4-mapped one
 * (`::ffff:10.0.0.1`, RFC 4291 section 2.5.5.2) as the IPv4 address that it is. `null`: no address.
 */
export function toAddress(text: string): string | null {
  const bare = text.replace(/%.*$/, '')
  if (isIPv4(bare)) return bare
  if (!isIPv6(bare)) return null
  const short = new URL(`http://[${bare}]`).hostname.slice(1, -1)
  const [, high, low] = /^::ffff:([0-9a-f]+):([0-9a-f]+)$/.exec(short) ?? []
  if (high === undefined || low === undefined) return short
  const bytes = [high, low].flatMap((part) => [
    Number.parseInt(part, 16) >> 8,
    Number.parseInt(part, 16) & 255,
  ])
  return bytes.join('.')
}

/** Of a whole address, in its one form. */
export function familyOf(address: string): 'ipv4' | 'ipv6' {
  return isIP(address) === 6 ? 'ipv6' : 'ipv4'
}

export function isLoopbackAddress(address: string | null): boolean {
  return address !== null && (address === '::1' || address.startsWith('127.'))
}

/** Whom an address belongs to: of IPv6, one customer has at least a /64. */
export function networkOf(address: string): string {
  if (!address.includes(':')) return address
  const [head = '', tail = ''] = address.split('::')
  const first = head.split(':').filter((part) => part !== '')
  const last = tail.split(':').filter((part) => part !== '')
  const zeros = Array.from({ length: Math.max(0, 8 - first.length - last.length) }, () => '0')
  return [...first, ...zeros, ...last].slice(0, 4).join(':')
}

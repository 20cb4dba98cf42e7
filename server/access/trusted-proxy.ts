import { BlockList, isIP } from 'node:net'
import { AppError } from '../errors.ts'
import { familyOf, toAddress } from './address.ts'
import { createAttempts } from './attempts.ts'
import { createNewcomers } from './newcomers.ts'
import type { RequestFacts } from './request-facts.ts'
import { isSameSecret } from './same-secret.ts'
import type { SignIn } from './sign-in.ts'
import type { OnSignIn } from './sign-in-event.ts'
import { lastingSession, type Session, type Viewer } from './viewer.ts'

/** Where the proxy shows the secret that it shares with us, if it has one. */
const proxySecretHeader = 'x-waybill-proxy-secret'

export type TrustedProxyParts = {
  /** Addresses and networks, such as `10.0.0.0/8`; none: nobody is believed. */
  readonly proxies: readonly string[]
  /** Which header tells the user, in lower case. */
  readonly userHeader: string
  /** Which one tells their groups, in lower case; `null`: none does. */
  readonly groupsHeader: string | null
  /** `null`: the address alone makes a proxy. */
  readonly secret: string | null
  readonly admins: readonly string[]
  readonly monotonicMs: () => number
  /** Told once, when the header came from somebody who is not believed. */
  readonly onIgnored: (peer: string | null) => void
  readonly onSignIn: OnSignIn
}

/**
 * A proxy signs people in and says who they are. It is believed by the address at the other end of
 * the socket, which no header can forge.
 */
export function signInByProxy(parts: TrustedProxyParts) {
  const { onSignIn, monotonicMs } = parts
  const trusted = toTrusted(parts.proxies)
  const attempts = createAttempts(monotonicMs)
  const newcomers = createNewcomers(monotonicMs)
  let isIgnoredTold = false

  function isProxy({ peer, all }: RequestFacts): boolean {
    if (peer === null || !trusted.check(peer, familyOf(peer))) return false
    if (parts.secret === null) return true
    const [given, ...others] = all(proxySecretHeader)
    // None, or two, is nobody's guess: a client may have sent one through the proxy.
    if (given === undefined || others.length > 0) return false
    // First of all: whoever else is at the proxy's address must not be able to lock it out.
    if (isSameSecret(given, parts.secret)) return true
    if (!attempts.mayTry(peer)) {
      throw new AppError(
        'too-many',
        'Too many secrets of a proxy were wrong. Try again in a minute.',
      )
    }
    attempts.fail(peer)
    return false
  }

  function ignore(peer: string | null) {
    if (!isIgnoredTold) parts.onIgnored(peer)
    isIgnoredTold = true
    onSignIn({ kind: 'refused', why: 'not-the-proxy', person: null, peer })
    return null
  }

  return {
    kind: 'proxy',
    openPaths: {},
    visit: null,
    sessions: null,
    end: null,
    launch: null,
    find(facts: RequestFacts): Session | null {
      const users = facts.all(parts.userHeader)
      if (users.length === 0) return null
      if (!isProxy(facts)) return ignore(facts.peer)
      const [user = '', ...others] = users
      const groups = readGroups(parts.groupsHeader === null ? [] : facts.all(parts.groupsHeader))
      if (others.length > 0 || !isUser(user) || groups === null) return null
      const session = sessionOf(user, groups, parts.admins)
      if (newcomers.isOne(user)) onSignIn({ kind: 'in', viewer: session.viewer })
      return session
    },
  } satisfies SignIn
}

/**
 * A list by commas. As with the user, two headers are one too many: a client may have sent the other.
 * `null`: not to be believed.
 */
function readGroups([value = '', ...others]: readonly string[]): readonly string[] | null {
  const groups = value
    .split(',')
    .map((group) => group.trim())
    .filter(Boolean)
  return others.length === 0 && groups.every(isUser) ? [...new Set(groups)] : null
}

/** One name; a comma may be two headers that a proxy before this one joined (RFC 9110 section 5.2). */
function isUser(text: string): boolean {
  return /^[^\s,\p{C}]([^,\p{C}]{0,198}[^\s,\p{C}])?$/u.test(text)
}

function sessionOf(id: string, groups: readonly string[], admins: readonly string[]) {
  const role: Viewer['role'] = admins.includes(id) ? 'admin' : 'viewer'
  return lastingSession({ id, name: id, role, groups }, id)
}

function toTrusted(proxies: readonly string[]): BlockList {
  const list = new BlockList()
  for (const text of proxies) {
    const network = toNetwork(text)
    if (typeof network !== 'string')
      list.addSubnet(network.address, network.bits, familyOf(network.address))
  }
  return list
}

/** An address or a network by its prefix; a text: what is wrong with it. */
export function toNetwork(text: string): { address: string; bits: number } | string {
  const [, ip = '', prefix] = /^([0-9a-f.:]+)(?:\/(\d{1,3}))?$/i.exec(text) ?? []
  const address = toAddress(ip)
  if (address === null) return `${text} is no address and no network such as 10.0.0.0/8`
  const sentBits = isIP(ip) === 6 ? 128 : 32
  const ownBits = familyOf(address) === 'ipv6' ? 128 : 32
  // Of an IPv4-mapped network the first 96 bits only say that it is one.
  const bits = Number(prefix ?? sentBits) - (sentBits - ownBits)
  if (bits > ownBits || (bits < 0 && ownBits === 32))
    return `${text} is no network: its prefix is too long or too short`
  if (bits === 0) return `${text} is everybody: name the proxies alone`
  return { address, bits }
}

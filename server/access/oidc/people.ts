import type { Person } from './person.ts'

/** Some people, each named in one of the ways that `readPeople` knows. */
export type People = {
  readonly isEverybody: boolean
  readonly groups: ReadonlySet<string>
  readonly subjects: ReadonlySet<string>
  readonly domains: ReadonlySet<string>
  readonly addresses: ReadonlySet<string>
}

const forms =
  'alice@example.com, @example.com, group:name or sub:id (of the provider), or everybody alone'

/** `alice@example.com`, `@example.com`, `group:ops`, `sub:1234`, `everybody`. A text: what is wrong. */
export function readPeople(entries: readonly string[]): People | string {
  const isEverybody = entries.includes('everybody')
  const of = (prefix: string) =>
    entries.filter((entry) => entry.startsWith(prefix)).map((entry) => entry.slice(prefix.length))
  const people = {
    isEverybody,
    groups: new Set(of('group:')),
    subjects: new Set(of('sub:')),
    domains: new Set(of('@').map((domain) => domain.toLowerCase())),
    addresses: new Set(entries.filter(isAddress).map((address) => address.toLowerCase())),
  }
  const odd = entries.find((entry) => !isEntry(entry))
  if (odd !== undefined) return `${odd} is none of ${forms}`
  if (isEverybody && entries.length > 1) return 'everybody stands alone'
  return people
}

/** By address and domain only whose address the provider has verified; subdomains are others. */
export function isAmong(person: Person, people: People): boolean {
  const { address, groups, subject } = person
  const domain = address?.slice(address.lastIndexOf('@') + 1)
  return (
    people.isEverybody ||
    people.subjects.has(subject) ||
    groups.some((group) => people.groups.has(group)) ||
    (address !== null && people.addresses.has(address)) ||
    (domain !== undefined && people.domains.has(domain))
  )
}

function isEntry(entry: string): boolean {
  if (/^(group|sub):\S/.test(entry) || entry === 'everybody') return true
  return isAddress(entry) || /^@[^\s@:]+\.[^\s@:]+$/.test(entry)
}

function isAddress(entry: string): boolean {
  return /^[^\s@:]+@[^\s@:]+$/.test(entry)
}

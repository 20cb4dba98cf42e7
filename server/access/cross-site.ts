/** What tells who made a browser send a request. Each header with every value, as sent. */
export type SiteFacts = {
  readonly method: string
  /** Canonical. */
  readonly path: string
  /** Scheme, host and port that our own pages have. */
  readonly ownOrigin: () => string
  all(name: string): readonly string[]
}

type Sent = { readonly [name in (typeof told)[number]]: string | undefined }

const told = [
  'sec-fetch-site',
  'sec-fetch-dest',
  'sec-fetch-mode',
  'origin',
  'x-waybill',
  'content-type',
] as const

/**
 * Why a request is not let through as one that a page of another origin may have caused; `null`: it
 * is. By what the browser says of it (W3C Fetch Metadata) and, from browsers that do not, by
 * `Origin`; a program that is no browser says neither. What changes something needs a header besides
 * that no page of another origin can send without asking first.
 */
export function crossSiteFault(facts: SiteFacts): string | null {
  const twice = told.find((name) => facts.all(name).length > 1)
  if (twice) return `The header ${twice} may come once only.`
  const sent = Object.fromEntries(told.map((name) => [name, facts.all(name)[0]])) as Sent
  const isSafe = facts.method === 'GET' || facts.method === 'HEAD'
  if (!isSafe) return ofWrite(sent) ?? ofOurs(sent, facts.ownOrigin)
  if (!isApi(facts.path)) return ofPage(sent)
  if (facts.path === '/api/export' && isNavigation(sent)) return null
  return ofOurs(sent, facts.ownOrigin)
}

function isApi(path: string): boolean {
  return path === '/api' || path.startsWith('/api/')
}

/** Asked for by a script of ours. */
function ofOurs(sent: Sent, ownOrigin: SiteFacts['ownOrigin']): string | null {
  const { origin, 'sec-fetch-site': site, 'sec-fetch-dest': dest } = sent
  if (site !== undefined && site !== 'same-origin')
    return 'Only pages of this address may ask for this.'
  if (dest !== undefined && dest !== 'empty')
    return 'This is for scripts, not to be opened or embedded.'
  if (site === undefined && origin !== undefined && origin !== ownOrigin()) {
    return 'Only pages of this address may ask for this.'
  }
  return null
}

function ofWrite(sent: Sent): string | null {
  if (sent['x-waybill'] !== '1') return 'What changes something needs the header X-Waybill: 1.'
  const [type = ''] = sent['content-type']?.split(';', 1) ?? []
  if (type.trim().toLowerCase() === 'application/json') return null
  return 'What changes something needs the header Content-Type: application/json.'
}

/** Pages and their files: from elsewhere only as a link is followed, and never within another page. */
function ofPage(sent: Sent): string | null {
  const { 'sec-fetch-site': site, 'sec-fetch-dest': dest, 'sec-fetch-mode': mode } = sent
  if (dest !== undefined && frames.has(dest)) return 'This cannot be embedded.'
  if (site === undefined || site === 'same-origin' || site === 'none') return null
  return mode === 'navigate' && dest === 'document'
    ? null
    : 'Only pages of this address may ask for this.'
}

const frames: ReadonlySet<string> = new Set(['iframe', 'frame', 'fencedframe', 'object', 'embed'])

/** A file that one of our links, or the address bar, fetches. */
function isNavigation(sent: Sent): boolean {
  const { 'sec-fetch-site': site, 'sec-fetch-dest': dest } = sent
  return (site === 'same-origin' || site === 'none') && (dest === 'document' || dest === 'empty')
}

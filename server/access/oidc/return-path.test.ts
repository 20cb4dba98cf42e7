import fc from 'fast-check'
import { expect, test } from 'vitest'
import { payloads } from '../../testing/oidc/open-redirects.ts'
import { proofRuns } from '../../testing/proof-runs.ts'
import { returnPath } from './return-path.ts'

const places = ['https://tools.example.com', 'https://tools.example.com/waybill'].map(
  (text) => new URL(text),
)

/** As a browser would follow it, from a page of ours and as a `Location`. */
function stays(path: string, place: URL): boolean {
  const base = place.pathname.replace(/\/$/, '')
  return [place.origin, `${place.href}/sign-in/callback?code=x`].every((from) => {
    const url = new URL(path, from)
    const isPage = /^(\/(jobs(\/[^/]+)?|connections)?\/?)?$/.test(
      decodeURI(url.pathname).slice(base.length),
    )
    return url.origin === place.origin && url.pathname.startsWith(base) && isPage
  })
}

test(`none of ${payloads.length} known payloads leads away`, () => {
  expect(new Set(payloads).size).toBeGreaterThanOrEqual(300)
  for (const place of places) {
    for (const payload of payloads) {
      const path = returnPath(payload, place)
      expect(path === null || stays(path, place), `${payload} leads to ${path}`).toBe(true)
    }
  }
})

/** The payloads that a reader who looks at the text alone would let through, and a browser follows away. */
test('the payloads are worth something: most do lead away from a page that trusts them', () => {
  const away = payloads.filter((payload) => {
    const isUrl = URL.canParse(payload, 'https://tools.example.com')
    return isUrl && new URL(payload, 'https://tools.example.com').host !== 'tools.example.com'
  })
  expect(away.length).toBeGreaterThan(150)
})

const pieces = fc.constantFrom(
  ...['/', '//', '\\', '/\\', '.', '..', '/.', '/..', '/../', '%2f', '%5c', '%2e', '%00', '%09'],
  ...['\t', '\n', '\r', ' ', '\u00a0', '\u2028', '\u3002', '\uff0f', '\u2215', '\ufeff', '@', ':'],
  ...['?', '#', ';', '&', '=', 'http:', 'https:', 'javascript:', 'data:', 'evil.example'],
  ...['tools.example.com', 'waybill', 'jobs', 'connections', 'sign-in', 'api', 'x', '\u0000', '%'],
)
const near = fc.array(pieces, { maxLength: 7 }).map((parts) => parts.join(''))
const anything = fc.oneof(
  near,
  near.map((text) => `/${text}`),
  near.map((text) => `/waybill/jobs${text}`),
  near.map((text) => `/jobs${text}`),
  fc.string({ unit: 'binary' }).map((text) => `/${text}`),
)

test('whatever is given: what comes of it is a page of ours, as a browser reads it', () => {
  let kept = 0
  const property = fc.property(anything, fc.constantFrom(...places), (given, place) => {
    const path = returnPath(given, place)
    if (path === null) return
    kept += 1
    expect(path).toMatch(/^\/(?![/\\])[\u0021-\u007e]*$/)
    expect(stays(path, place), `${JSON.stringify(given)} leads to ${path}`).toBe(true)
  })
  fc.assert(property, { numRuns: proofRuns({ short: 20_000, long: 1_000_000 }) })
  expect(kept).toBeGreaterThan(200)
})

test.each([
  '/jobs',
  '/',
  '/connections',
  '/jobs?status=running&status=9&q=a%26b%20c&job=x%2Fy',
  '/jobs/abc%2Fdef%3D?tab=received',
  '/jobs?q=//evil.example',
  '/jobs?q=%0d%0aset-cookie:x',
])('%s is kept to the letter, below a sub path, too', (path) => {
  expect(returnPath(path, new URL('https://tools.example.com'))).toBe(path)
  const below = `/waybill${path}`
  expect(returnPath(below, new URL('https://tools.example.com/waybill'))).toBe(below)
})

test.each([
  '/sign-in',
  '/sign-in/callback?code=x',
  '/api/export',
  '/nowhere',
  '',
  `/jobs?q=${'x'.repeat(9000)}`,
])('%s is no page to come back to', (path) => {
  expect(returnPath(path, new URL('https://tools.example.com'))).toBe(null)
})

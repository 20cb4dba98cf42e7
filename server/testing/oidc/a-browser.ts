import { request } from 'undici'
import { aCookieJar } from './a-cookie-jar.ts'

export type Page = {
  readonly url: URL
  readonly status: number
  readonly text: string
  header(name: string): string | null
}

type Asked = {
  readonly method?: 'GET' | 'HEAD' | 'POST'
  readonly body?: string
  readonly headers?: Record<string, string>
}

/**
 * As much of a browser as a sign-in needs: keeps cookies by host and path, holds strict ones back
 * from what another site led to, says how it came to ask, follows redirects and refreshing pages.
 */
export function aBrowser() {
  const jar = aCookieJar()
  const visited: string[] = []

  /** One request. `chain`: the pages and redirects that led to it. */
  async function ask(url: URL, chain: readonly URL[], asked: Asked = {}): Promise<Page> {
    const isSameSite = chain.every(({ hostname }) => hostname === url.hostname)
    const isSameOrigin = chain.every(({ origin }) => origin === url.origin)
    const sameSite = isSameOrigin ? 'same-origin' : isSameSite ? 'same-site' : 'cross-site'
    visited.push(url.href)
    // Node's own `fetch` would say for itself how it came to ask.
    const { statusCode, headers, body } = await request(url, {
      ...asked,
      headers: {
        'sec-fetch-site': chain.length === 0 ? 'none' : sameSite,
        'sec-fetch-mode': 'navigate',
        'sec-fetch-dest': 'document',
        cookie: jar.sentTo(url, isSameSite),
        ...asked.headers,
      },
    })
    jar.keep([headers['set-cookie'] ?? []].flat(), url)
    const header = (name: string) => [headers[name] ?? null].flat()[0] ?? null
    return { url, status: statusCode, header, text: await body.text() }
  }

  /** `until`: stops in front of the first address that it names. */
  async function open(
    address: string | URL,
    { from = null, asked = {}, until }: OpenOptions = {},
  ): Promise<Page> {
    let chain = from === null ? [] : [from]
    let page = await ask(new URL(address), chain, asked)
    for (let steps = 0; steps < 20; steps += 1) {
      const next = nextOf(page)
      if (next === null || until?.test(next.href)) return page
      chain = page.status >= 300 && page.status < 400 ? [...chain, page.url] : [page.url]
      page = await ask(next, chain)
    }
    throw new Error(`it never ends: ${visited.slice(-5).join(' ')}`)
  }

  /** Types a name into the provider's form; `''`: would rather not. */
  function logIn(form: Page, login: string, until?: RegExp): Promise<Page> {
    const body = new URLSearchParams({ login }).toString()
    const headers = { 'content-type': 'application/x-www-form-urlencoded' }
    const asked = { method: 'POST' as const, body, headers }
    return open(form.url, { from: form.url, asked, ...(until && { until }) })
  }

  return {
    open,
    logIn,
    visited,
    /** Opens an address, says at the provider who one is, and gives the page that one comes to. */
    async signIn(address: string, login: string): Promise<Page> {
      const page = await open(address)
      return page.url.pathname.startsWith('/interaction/') ? logIn(page, login) : page
    },
    /** As a script of the page asks. */
    api(address: string, asked: Asked = {}): Promise<Page> {
      const url = new URL(address)
      const headers = { 'sec-fetch-mode': 'cors', 'sec-fetch-dest': 'empty', ...asked.headers }
      return ask(url, [url], { ...asked, headers })
    },
    jar,
  }
}

type OpenOptions = {
  readonly from?: URL | null
  readonly asked?: Asked
  readonly until?: RegExp
}

/** Where a page leads by itself; `null`: it stays. A provider that is away is not asked again here. */
function nextOf({ url, status, header, text }: Page): URL | null {
  const location = header('location')
  if (status >= 300 && status < 400 && location !== null) return new URL(location, url)
  const refresh = /http-equiv="refresh" content="0;url=([^"]*)"/.exec(text)?.[1]
  return refresh === undefined ? null : new URL(refresh.replaceAll('&amp;', '&'), url)
}

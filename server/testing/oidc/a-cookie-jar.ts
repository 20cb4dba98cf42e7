export type Cookie = {
  readonly name: string
  readonly value: string
  readonly host: string
  readonly path: string
  readonly isStrict: boolean
}

/** By host and path, as cookies know no ports; strict ones stay where another site led to. */
export function aCookieJar() {
  let cookies: Cookie[] = []

  return {
    keep(lines: readonly string[], { hostname }: URL) {
      for (const line of lines) {
        const cookie = read(line, hostname)
        const { name, host, path } = cookie
        cookies = cookies.filter(
          (one) => one.name !== name || one.host !== host || one.path !== path,
        )
        if (!cookie.isGone) cookies.push(cookie)
      }
    },
    sentTo({ hostname, pathname }: URL, isSameSite: boolean): string {
      return cookies
        .filter(({ host, path }) => host === hostname && pathname.startsWith(path))
        .filter(({ isStrict }) => isSameSite || !isStrict)
        .map(({ name, value }) => `${name}=${value}`)
        .join('; ')
    },
    find: (name: RegExp) => cookies.find((cookie) => name.test(cookie.name)) ?? null,
    forget(host: string) {
      cookies = cookies.filter((cookie) => cookie.host !== host)
    },
    plant(cookie: Cookie) {
      cookies = [...cookies.filter(({ name }) => name !== cookie.name), cookie]
    },
  }
}

function read(line: string, host: string): Cookie & { isGone: boolean } {
  const [pair = '', ...rest] = line.split(/; ?/)
  const [name = '', value = ''] = pair.split(/=(.*)/s)
  const of = (key: string) =>
    rest.find((part) => part.toLowerCase().startsWith(`${key}=`))?.split('=')[1] ?? ''
  const isGone = value === '' || of('max-age') === '0' || Date.parse(of('expires')) < 1
  const isStrict = of('samesite').toLowerCase() === 'strict'
  return { name, value, host, path: of('path') || '/', isStrict, isGone }
}

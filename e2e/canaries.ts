/** Keys that must show up nowhere: made of every kind of letter that an encoder may touch. */
export const canaries = [
  'LTAIcanaryKeyIdQ7Zx',
  'canarySecretW3vPq9',
  'LTAIcanaryOtherK8Rt',
  'canary/Secret+Other=5Lm',
  'canaryTokenOther/2Bn+6Yc=',
] as const

/** As encoders of URLs, JSON and headers would write it, at any place of a longer text. */
function formsOf(canary: string): readonly string[] {
  // What stands before it shifts base64 by 0, 1 or 2 bytes: what it gives in each case, but its ends.
  const encoded = [0, 1, 2].map((shift) => {
    const text = Buffer.from(`${'x'.repeat(shift)}${canary}`).toString('base64')
    return text.replace(/=+$/, '').slice(shift === 0 ? 0 : shift + 1, -2)
  })
  const inUrls = encoded.map((text) => text.replaceAll('+', '-').replaceAll('/', '_'))
  const hex = Buffer.from(canary).toString('hex')
  const percent = encodeURIComponent(canary)
  const small = percent.replace(/%../g, (escaped) => escaped.toLowerCase())
  const twice = encodeURIComponent(percent)
  const inJson = JSON.stringify(canary).slice(1, -1)
  return [
    ...new Set([canary, percent, small, twice, inJson, hex, hex.toUpperCase()]),
    ...encoded,
    ...inUrls,
  ]
}

/** Says which of the secrets a text holds, in whatever form. */
export function finderOf(secrets: readonly string[]) {
  const forms = new Map(secrets.map((secret) => [secret, formsOf(secret)]))
  return (text: string | Buffer): string[] =>
    secrets.filter((secret) => forms.get(secret)?.some((form) => text.includes(form)))
}

export const found = finderOf(canaries)

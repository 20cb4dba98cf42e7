/** What a provider says of somebody, in an ID token or by its userinfo. */
export type Claims = Readonly<Record<string, unknown>>

/** Somebody, as their provider knows them. */
export type Person = {
  /** Issuer and subject: who they are, whatever they are called and wherever mail reaches them. */
  readonly id: string
  readonly subject: string
  readonly name: string
  /** In lower case, and only if the provider has verified it; `null`: none. */
  readonly address: string | null
  readonly groups: readonly string[]
}

const longest = 200
const mostGroups = 1000

/** `subject`: of the ID token (OpenID Connect Core section 5.7: nothing else names a person). */
export function toPerson(
  claims: Claims,
  of: { readonly issuer: string; readonly subject: string; readonly groupsClaim: string },
): Person {
  const address = verifiedAddress(claims)
  const names = [claims['preferred_username'], claims['name'], of.subject]
  return {
    id: `${of.issuer}#${of.subject}`,
    subject: of.subject,
    name: address ?? unproven(plain(names.find(isSaid)), of.subject),
    address,
    groups: readGroups(claims[of.groupsClaim]),
  }
}

/** The userinfo's claims for those that the ID token has not; an address never without its proof. */
export function joinClaims(idToken: Claims, userinfo: Claims): Claims {
  const { email, email_verified, ...rest } = userinfo
  const ofMail = idToken['email'] === undefined ? { email, email_verified } : {}
  const missing = Object.entries({ ...rest, ...ofMail }).filter(
    ([name]) => idToken[name] === undefined || name in ofMail,
  )
  return { ...idToken, ...Object.fromEntries(missing) }
}

function verifiedAddress(claims: Claims): string | null {
  const { email, email_verified: isVerified } = claims
  if (isVerified !== true || typeof email !== 'string') return null
  return /^[^\s@\p{C}]{1,64}@[^\s@\p{C}]{1,135}$/u.test(email) ? email.toLowerCase() : null
}

/** One alone may come without its list. */
function readGroups(value: unknown): string[] {
  const list: readonly unknown[] = Array.isArray(value) ? value : [value]
  return list
    .filter((group) => typeof group === 'string')
    .filter((group) => group !== '' && group.length <= longest)
    .slice(0, mostGroups)
}

function isSaid(name: unknown): boolean {
  return typeof name === 'string' && name !== ''
}

/** What reads like an address that nobody has verified is not taken for one. */
function unproven(name: string, subject: string): string {
  return name.includes('@') && name !== subject ? plain(`${name} (${subject})`) : name
}

/** Without what turns or hides text. */
function plain(value: unknown): string {
  return String(value).replaceAll(/\p{C}/gu, '').slice(0, longest)
}

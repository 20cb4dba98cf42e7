/** The kinds of clients that are slow on purpose, in the order in which they come. */
export const attackKinds = ['read', 'sip', 'body', 'head'] as const
export type AttackKind = (typeof attackKinds)[number]

export type Attack = {
  readonly port: number
  readonly connections: number
  /** Each kind comes from so many addresses of this machine. */
  readonly addresses: number
  /** The path of a file that anybody may have. */
  readonly file: string
}

export type AttackOrder =
  | { readonly open: Attack }
  /** Those who did not read begin to, which is how they learn that they were cut. */
  | { readonly countCut: true }
  | { readonly drop: true }

/** How many saw the end of their line. */
export type CutCounts = Readonly<Record<AttackKind, number>>

export const shares: CutCounts = { read: 0.1, sip: 0.1, body: 0.4, head: 0.4 }

/** Where its attackers come from; `at`: which of its addresses. */
export function addressOf(kind: AttackKind, at: number): string {
  return `127.0.${attackKinds.indexOf(kind) + 1}.${at + 1}`
}

/** By the address that it comes from; `null`: it is no attacker. */
export function kindOf(client: string): AttackKind | null {
  const [, network] = /^127\.0\.(\d+)\./.exec(client) ?? []
  return attackKinds[Number(network) - 1] ?? null
}

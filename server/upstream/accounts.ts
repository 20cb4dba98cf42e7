import type { CredentialsSource } from './credentials-source.ts'

/** What tells whose quota a connection uses. */
export type AccountClues = {
  /** As it was configured; `null`: not said. */
  readonly account: string | null
  /** Of the key in use; `null`: there is none yet. */
  readonly accessKeyId: string | null
  readonly source: CredentialsSource
}

/**
 * For each connection the number of its account: the same where they state the same account, take on
 * a role of it, use the same access key, or get their keys in the same way. What cannot be known is
 * two keys of one account: there, both have to state it.
 */
export function groupByAccount(connections: readonly AccountClues[]): readonly number[] {
  const groups: { clues: Set<string>; members: number[] }[] = []
  for (const [index, connection] of connections.entries()) {
    const clues = new Set(cluesOf(connection))
    const related = groups.filter((group) => [...clues].some((clue) => group.clues.has(clue)))
    for (const group of related) groups.splice(groups.indexOf(group), 1)
    groups.push({
      clues: new Set([...clues, ...related.flatMap((group) => [...group.clues])]),
      members: [...related.flatMap(({ members }) => members), index],
    })
  }
  return connections.map((_, index) => groups.findIndex(({ members }) => members.includes(index)))
}

function cluesOf({ account, accessKeyId, source }: AccountClues): string[] {
  const ofRole = 'roleArn' in source ? /^acs:ram::(\d+):/.exec(source.roleArn)?.[1] : undefined
  return [
    ...[account, ofRole].flatMap((id) => (id ? [`account ${id}`] : [])),
    ...(accessKeyId === null ? [] : [`key ${accessKeyId}`]),
    // A given key shows its id alone: the rest of it looks the same for all.
    ...(source.from === 'environment' ? [] : [`source ${JSON.stringify(source)}`]),
  ]
}

import type { Viewer } from './audit-log.ts'

/**
 * What was done. `view`: the jobs of a connection were looked at, at some time from then on for an
 * hour. `export`: a file of them was begun. `result`: a link to a job's result file was given.
 * `sign-in`, `sign-out`: of the viewer. `refused`: somebody was not let in, one of many of an hour.
 */
export type AuditEvent =
  | { readonly action: 'view'; readonly connection: string }
  | {
      readonly action: 'export'
      readonly connections: readonly string[]
      readonly format: string
      /** `full`: the file names whole account ids. */
      readonly accounts: string
      /** As in a link, account ids masked; `''`: everything. */
      readonly filter: string
      readonly jobCount: number
    }
  | { readonly action: 'result'; readonly connection: string; readonly jobId: string }
  | SignInEntry

/** `by`: how people sign in here. `why`: a code. */
export type SignInEntry =
  | { readonly action: 'sign-in'; readonly by: string }
  | {
      readonly action: 'sign-out'
      readonly by: string
      readonly why: string
      /** The name of who ended it for them; `null`: nobody did. */
      readonly endedBy: string | null
    }
  | {
      readonly action: 'refused'
      readonly by: string
      /** `many`: so many were refused in this hour that no more of them are noted. */
      readonly why: string
      /** Where it came from: of those that are alike, the first. */
      readonly peer: string | null
    }

/** `n` counts up from 1 and is never used again. */
export type AuditEntry = AuditEvent & {
  readonly n: number
  readonly at: string
  readonly viewer: Viewer
}

export type AuditPage = {
  readonly entries: readonly AuditEntry[]
  /** Leads to older ones; `null`: there are none. */
  readonly nextToken: string | null
}

/** `texts`: of the files, the newest first, each read only when it is needed. */
export async function readBack(
  texts: AsyncIterable<string>,
  before: number | null,
  size: number,
): Promise<AuditPage> {
  const found: AuditEntry[] = []
  for await (const text of texts) {
    for (const line of text.split('\n').reverse()) {
      const entry = readEntry(line)
      if (entry === null || (before !== null && entry.n >= before)) continue
      if (found.length === size) return { entries: found, nextToken: String(found.at(-1)?.n) }
      found.push(entry)
    }
  }
  return { entries: found, nextToken: null }
}

/** `null`: no entry, such as a line that a kill cut in two. */
export function readEntry(line: string): AuditEntry | null {
  if (line === '') return null
  try {
    const entry = JSON.parse(line) as AuditEntry
    return Number.isSafeInteger(entry?.n) ? entry : null
  } catch {
    return null
  }
}

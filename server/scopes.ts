import type { Viewer } from './access/viewer.ts'
import type { ScopesConfig } from './config-scopes.ts'
import type { JobScope } from './jobs/job-scope.ts'

/**
 * Which jobs a viewer may see: what any of their groups may, together; who is in none of those that
 * are named sees what everybody else does. An admin sees everything: the calls, the figures and the
 * audit trail that admins have tell of all jobs anyway.
 */
export function createScopeOf({
  groups,
  everybodyElse,
}: ScopesConfig): (viewer: Viewer) => JobScope {
  return (viewer) => {
    if (viewer.role === 'admin') return 'everything'
    const theirs = groups.filter(({ group }) => viewer.groups.includes(group))
    return theirs.length === 0 ? everybodyElse : unionOf(theirs.map(({ scope }) => scope))
  }
}

function unionOf(scopes: readonly JobScope[]): JobScope {
  const limited = scopes.filter((scope) => scope !== 'everything')
  return limited.length < scopes.length ? 'everything' : limited.flat()
}

import type { OnSignIn } from '../access/sign-in-event.ts'
import { type AuditLog, anonymous } from './audit-log.ts'

/** Notes who signs in, who no longer is, and who is turned away. `by`: how people sign in here. */
export function noteSignIns(audit: Pick<AuditLog, 'note' | 'noteRefused'>, by: string): OnSignIn {
  return (event) => {
    if (event.kind === 'in') return audit.note(event.viewer, { action: 'sign-in', by })
    if (event.kind === 'out') {
      const { viewer, why, endedBy } = event
      return audit.note(viewer, { action: 'sign-out', by, why, endedBy: endedBy?.name ?? null })
    }
    const { why, person, peer } = event
    const viewer = person ? { id: person.id, name: person.name, role: 'refused' } : anonymous
    audit.noteRefused(viewer, { action: 'refused', by, why, peer })
  }
}

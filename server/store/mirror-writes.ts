import type { JobStore } from '../jobs/job-store.ts'
import { isAbsent, markMissing, noteAbsences } from './absences.ts'
import { applyPage } from './apply-page.ts'
import type { CountMemory } from './count-memory.ts'
import type { Database } from './database.ts'
import type { EventLog, LoggedChange } from './event-log.ts'
import { addGap } from './history.ts'
import { keepRecord, rememberSettled } from './sync-records.ts'

type MirrorWrites = Pick<JobStore, 'applyPage' | 'noteAbsences' | 'confirmAbsence' | 'recordGap'>

export type WriteParts = {
  readonly db: Database
  readonly log: EventLog
  readonly memory: CountMemory
}

export function createWrites({ db, log, memory }: WriteParts): MirrorWrites {
  /** Rows, history and event in one transaction; only then is anybody told. */
  function change<Done extends { readonly changes: readonly LoggedChange[] }>(
    work: (commit: number) => Done,
  ): Done {
    const done = db.transaction((commit) => {
      const result = work(commit)
      log.append(result.changes)
      return result
    })
    if (done.changes.length > 0) memory.forget()
    log.tell()
    return done
  }

  return {
    async applyPage(page, record) {
      return change((commit) => applyPage(db, commit, page, record)).applied
    },

    async noteAbsences(connection, walk) {
      noteAbsences(db, connection, walk)
    },

    async confirmAbsence(connection, jobId, sentAtMs) {
      if (!isAbsent(db, connection, jobId, sentAtMs)) return false
      change(() => {
        const of = markMissing(db, connection, jobId)
        return { changes: [{ connection, jobId, kind: 'missing', of }] }
      })
      return true
    },

    async recordGap(connection, gap, record) {
      db.transaction((commit) => {
        addGap(db, connection, gap, commit)
        if (!record) return
        keepRecord(db, connection, record)
        rememberSettled(db, connection, record.asOf)
      })
    },
  }
}

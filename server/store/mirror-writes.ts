import type { JobStore } from '../jobs/job-store.ts'
import { isAbsent, markMissing, noteAbsences } from './absences.ts'
import { applyPage } from './apply-page.ts'
import type { Database } from './database.ts'
import type { EventLog, LoggedChange } from './event-log.ts'
import { addGap } from './history.ts'
import { type IndexChange, readChanged } from './index/index-content.ts'
import type { JobIndex } from './index/job-index.ts'
import { keepRecord, rememberSettled } from './sync-records.ts'

type MirrorWrites = Pick<JobStore, 'applyPage' | 'noteAbsences' | 'confirmAbsence' | 'recordGap'>

export type WriteParts = {
  readonly db: Database
  readonly log: EventLog
  readonly index: JobIndex
}

type Change = Omit<IndexChange, 'jobs'> & { readonly changes: readonly LoggedChange[] }

export function createWrites({ db, log, index }: WriteParts): MirrorWrites {
  /** Rows, history and event in one transaction; only then does the index know, and all who listen. */
  function change<Done extends Change>(work: (commit: number) => Done): Done {
    const { done, jobs } = db.transaction((commit) => {
      const result = work(commit)
      log.append(result.changes)
      return { done: result, jobs: readChanged(db, result.changes) }
    })
    index.take({ ...done, jobs })
    log.tell()
    return done
  }

  return {
    async applyPage(page, record) {
      return change((commit) => applyPage(db, commit, page, record)).applied
    },

    async noteAbsences(connection, walk) {
      noteAbsences({ db, index }, connection, walk)
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

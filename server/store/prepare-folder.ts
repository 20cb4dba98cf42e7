import { copyFileSync, renameSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { dropOldAsides } from './asides.ts'
import { copyBeforeSteps } from './back-up.ts'
import { listBackups, unfinished } from './backups.ts'
import { createPrivately, type DataFiles, setAside, setLogAside, syncFile } from './data-files.ts'
import { type Examined, examineFile, latestVersion } from './examine-file.ts'
import { isPair } from './join-pair.ts'

export type FolderParts = {
  readonly files: DataFiles
  readonly now: () => number
  /** Takes plain sentences: what was found, and what was done about it. */
  readonly report: (text: string) => void
}

/**
 * Makes both files ready to be opened: what is damaged is set aside, a lost history comes back from
 * its newest sound backup. Of what was set aside, the newest stays. Throws `internal` for a file that cannot be read or that a newer Waybill
 * wrote, and then has changed nothing. To be called while the folder is locked.
 */
export function prepareFolder(parts: FolderParts): void {
  const { files, now, report } = parts
  const mirror = examineFile(files.mirror, 'mirror')
  const found = examineFile(files.history, 'history')

  if (mirror.condition === 'broken') {
    const name = setAside(files.mirror, 'damaged', now())
    report(`${files.mirror} is damaged. It was set aside as ${name}; a new one begins.`)
  }
  const history = found.condition === 'sound' ? found : replaceHistory(parts, found)

  if (!isPair(history.state, mirror.state)) {
    const name = setAside(files.mirror, 'foreign', now())
    report(
      `${files.mirror} does not belong to ${files.history}. ` +
        `It was set aside as ${name}; a new one begins.`,
    )
  }
  if (history.condition === 'sound' && history.version < latestVersion.history) {
    copyBeforeSteps(files, now())
  }
  createPrivately(files.history)
  createPrivately(files.mirror)
  dropOldAsides(files.history)
  dropOldAsides(files.mirror)
}

/** Gives what lies there afterwards. */
function replaceHistory(parts: FolderParts, found: Examined): Examined {
  const { files, now, report } = parts
  const { history } = files
  const backup = findBackup(parts)
  // An empty file makes room, too, lest a log beside it be played into what comes.
  const isInTheWay = found.condition === 'broken' || (backup && found.condition === 'empty')
  const aside = isInTheWay ? setAside(history, 'damaged', now()) : null
  const lost = aside ? `${history} is damaged. It was set aside as ${aside}` : `${history} is gone`

  if (backup) {
    putInPlace(backup.file, history)
    report(`${lost}; the backup ${backup.file} was put in its place.`)
    return backup.examined
  }
  if (aside) report(`${lost}; there is no backup, so a new one begins.`)
  return { condition: 'absent', version: 0, state: null }
}

/** The newest that is sound. */
function findBackup({ files, report }: FolderParts) {
  for (const { name } of listBackups(files.backups)) {
    const file = join(files.backups, name)
    const examined = examineFile(file, 'history')
    if (examined.condition === 'sound') return { file, examined }
    report(`The backup ${file} is damaged.`)
  }
  return null
}

function putInPlace(backup: string, history: string): void {
  const copy = `${history}${unfinished}`
  rmSync(copy, { force: true })
  copyFileSync(backup, copy)
  syncFile(copy)
  setLogAside(history)
  renameSync(copy, history)
  syncFile(dirname(history))
}

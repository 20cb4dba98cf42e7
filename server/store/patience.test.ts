import { expect, onTestFinished, test } from 'vitest'
import type { AppError } from '../errors.ts'
import { aFolder } from './a-folder.ts'
import { start } from './a-look.ts'
import { connectPair, migratePair } from './connect-pair.ts'
import { createPrivately, dataFilesIn } from './data-files.ts'
import { createDatabase } from './database.ts'
import { joinPair } from './join-pair.ts'
import { createQueries, inTransaction } from './queries.ts'

const ioError = 10
const [busy, full, cannotOpen] = [5, 13, 14]

/** A database whose disk fails as told: in commits, and where a new connection is made. */
function aFailingDatabase() {
  const paths = dataFilesIn(aFolder())
  createPrivately(paths.history)
  const handle = connectPair(paths)
  migratePair(handle)
  inTransaction(handle, () => joinPair(createQueries(handle)))
  const broken: AppError[] = []
  const disk = { commits: null as number | null, connects: null as number | null, nowMs: start }
  const fail = (errcode: number) => Object.assign(new Error('SQLite says so'), { errcode })
  const db = createDatabase({
    handle,
    folder: '/data',
    now: () => disk.nowMs,
    onBroken: (error) => broken.push(error),
    reconnect() {
      if (disk.connects !== null) throw fail(disk.connects)
      return connectPair(paths)
    },
  })
  onTestFinished(() => db.close())
  const write = () =>
    db.transaction(() => {
      if (disk.commits !== null) throw fail(disk.commits)
    })
  /** Tries every ten seconds. */
  function keepTrying(seconds: number) {
    for (let passed = 0; passed < seconds; passed += 10) {
      expect(write).toThrow()
      disk.nowMs += 10_000
    }
  }
  return { disk, broken, write, keepTrying }
}

test.each([ioError, cannotOpen])(
  'a disk that says %i at every new connection for a minute is for the supervisor',
  (code) => {
    const { disk, broken, keepTrying } = aFailingDatabase()
    disk.commits = ioError
    disk.connects = code
    keepTrying(60)
    expect(broken).toEqual([])
    keepTrying(10)
    expect(broken[0]).toMatchObject({
      code: 'disk-failed',
      message: 'The disk has failed for a minute: /data.',
    })
  },
)

test.each([full, busy])('one that says %i is waited for', (code) => {
  const { disk, broken, keepTrying } = aFailingDatabase()
  disk.commits = code
  disk.connects = code
  keepTrying(600)
  expect(broken).toEqual([])
})

test('a disk that gives connections and takes no commit for a minute is, too', () => {
  const { disk, broken, keepTrying } = aFailingDatabase()
  disk.commits = ioError
  keepTrying(60)
  expect(broken).toEqual([])
  keepTrying(10)
  expect(broken).toHaveLength(1)
})

test('a commit that is taken in ends the minute, and so does a disk that is only full', () => {
  const { disk, broken, write, keepTrying } = aFailingDatabase()
  disk.commits = ioError
  keepTrying(50)
  disk.commits = null
  write()
  disk.commits = ioError
  keepTrying(50)
  disk.commits = full
  keepTrying(10)
  disk.commits = ioError
  keepTrying(50)
  expect(broken).toEqual([])
})

test('a clock that is set back makes no minute of it, nor two failures far apart', () => {
  const { disk, broken, write } = aFailingDatabase()
  disk.commits = ioError
  expect(write).toThrow()
  disk.nowMs += 600_000
  expect(write).toThrow()
  disk.nowMs -= 3_600_000
  for (let n = 0; n < 5; n++) expect(write).toThrow()
  expect(broken).toEqual([])
})

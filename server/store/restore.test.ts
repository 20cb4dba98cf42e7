import { spawnSync } from 'node:child_process'
import { mkdirSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { expect, test } from 'vitest'
import { aJob } from '../testing/a-job.ts'
import { aFolder, openIn } from './a-folder.ts'
import { aLook, start } from './a-look.ts'

const readme = readFileSync(join(import.meta.dirname, '../../README.md'), 'utf8')

/** The commands that the README gives for it, for this backup. */
function restoreByReadme(folder: string, backup: string) {
  const [, commands = ''] =
    /^To restore a backup by hand[\s\S]*?```sh\n([\s\S]*?)```/m.exec(readme) ?? []
  expect(commands).toContain('history-….db')
  const script = commands.replaceAll('history-….db', backup)
  const { status, stderr } = spawnSync('sh', ['-e'], { cwd: folder, input: script })
  expect([status, stderr.toString()]).toEqual([0, ''])
  const history = new DatabaseSync(join(folder, 'history.db'), { readOnly: true })
  const changes = history.prepare('SELECT to_status FROM transitions').all()
  history.close()
  expect(changes.map((row) => row['to_status'])).toEqual(['running'])
}

/** A folder whose backup was taken after the job began to run, and before it completed. */
async function aBackedUpFolder() {
  const folder = aFolder()
  const { store } = openIn(folder)
  await store.applyPage(aLook(0, [aJob({ status: 'initializing' })]))
  await store.applyPage(aLook(5, [aJob({ status: 'running' })]))
  await store.backUp()
  await store.applyPage(aLook(10, [aJob({ status: 'completed' })]))
  await store.close()
  const [backup = ''] = readdirSync(join(folder, 'backups'))
  return { folder, backup }
}

/** Whole seconds of the tests' time. */
const secondOf = (moment: string) => Math.floor((Date.parse(moment) - start) / 1000)

async function historyIn(folder: string) {
  const { store } = openIn(folder)
  const { jobId } = aJob()
  await store.applyPage(aLook(60, [aJob({ status: 'completed' })]))
  const found = await store.findJob(jobId)
  await store.close()
  return found?.transitions.map(({ from, to, before }) => [from, to, secondOf(before)])
}

test('restored by the words of the README, the history is that of the backup, and goes on', async () => {
  const { folder, backup } = await aBackedUpFolder()
  restoreByReadme(folder, backup)
  expect(await historyIn(folder)).toEqual([
    [null, 'initializing', 0],
    ['initializing', 'running', 5],
    // Not in the backup: the mirror still knows each job's last change.
    ['running', 'completed', 10],
  ])
})

test('the same on another machine, where there is nothing but the backup', async () => {
  const { folder, backup } = await aBackedUpFolder()
  const elsewhere = aFolder()
  mkdirSync(join(elsewhere, 'backups'), { recursive: true, mode: 0o700 })
  spawnSync('cp', [join(folder, 'backups', backup), join(elsewhere, 'backups')])
  restoreByReadme(elsewhere, backup)
  expect(await historyIn(elsewhere)).toEqual([
    [null, 'initializing', 0],
    ['initializing', 'running', 5],
    // What was seen of it after the backup, at second 10, nobody can tell here.
    ['running', 'completed', 60],
  ])
})

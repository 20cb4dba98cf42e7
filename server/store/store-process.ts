import { execFileSync } from 'node:child_process'
import type { AppError } from '../errors.ts'
import { aJob } from '../testing/a-job.ts'
import { aLook } from './a-look.ts'
import { openFiles } from './open-files.ts'
import { createStoreOver } from './sqlite-store.ts'

// A store in a process of its own, for tests that kill it or deny it the disk. Arguments: what to
// do, and the folder. Tells what came of it on one line of JSON.
const [task, folder = ''] = process.argv.slice(2)

const options = { folder, now: Date.now, report: () => {}, onBroken: () => {} }
const files = openFiles(options)
const store = createStoreOver(files, options)
if (task === 'keep') await keep()
if (task === 'fill') await fillUntilRefused()

/** Holds the folder until it is killed. */
async function keep() {
  await store.applyPage(aLook(0, [aJob()]))
  tell('open')
  setInterval(() => {}, 1_000)
}

/** Until the limit on the size of files refuses a page; then lifts the limit and goes on. */
async function fillUntilRefused() {
  const heard: string[] = []
  store.onEvent(({ id }) => heard.push(id))
  const refusals: string[] = []
  let pages = 0
  while (refusals.length === 0 && pages < 5_000) {
    await apply(pages).then(
      () => pages++,
      (error: AppError) => refusals.push(error.code),
    )
  }
  const heardBefore = heard.length
  const torn = files.db.get(
    'SELECT h.commits - m.commits AS ahead FROM history_state AS h, mirror_state AS m',
  )
  for (let n = 0; n < 3; n++) {
    await apply(pages).catch((error: AppError) => refusals.push(error.code))
  }
  const jobsRead = await store.countJobs('main')
  const transitionsRead = (await store.findJob('always'))?.transitions.length
  execFileSync('sh', ['-c', 'prlimit --pid "$PPID" --fsize=unlimited'])
  await apply(pages)
  const transitions = (await store.findJob('always'))?.transitions.length
  tell({
    pages,
    refusals,
    torn,
    heardBefore,
    heard: heard.length,
    jobsRead,
    transitionsRead,
    transitions,
  })
  await store.close()
}

/** Some new jobs, and one that changes its status each time. */
function apply(page: number) {
  const status = page % 2 === 0 ? 'running' : 'completed'
  const jobs = Array.from({ length: 20 }, (_, n) => aJob({ jobId: `job-${page}-${n}` }))
  return store.applyPage(aLook(page, [...jobs, aJob({ jobId: 'always', status })]))
}

function tell(what: unknown) {
  process.stdout.write(`${JSON.stringify(what)}\n`)
}

import { execFileSync } from 'node:child_process'
import { describe, expect, onTestFinished, test } from 'vitest'
import { aJob } from '../testing/a-job.ts'
import { aFolder, openIn } from './a-folder.ts'
import { aLook, at, start } from './a-look.ts'
import { openFiles } from './open-files.ts'
import { createStoreOver } from './sqlite-store.ts'

function openWithFiles(folder: string) {
  const options = { folder, now: () => start, report: () => {}, onBroken: () => {} }
  const files = openFiles(options)
  const store = createStoreOver(files, options)
  onTestFinished(() => store.close())
  return { store, db: files.db }
}

describe.each(['main', 'mirror'])('a full disk, met in %s', (schema) => {
  test('takes nothing in and loses nothing; reads go on, and writes once there is room', async () => {
    const folder = aFolder()
    const { store, db } = openWithFiles(folder)
    await store.applyPage(aLook(0, [aJob({ status: 'running' })]))
    const facets = await store.countFacets({})
    const eventId = await store.lastEventId()
    const heard: unknown[] = []
    store.onEvent((event) => heard.push(event))

    const { page_count: pages } = {
      ...db.get<{ page_count: number }>(`PRAGMA ${schema}.page_count`),
    }
    db.run(`PRAGMA ${schema}.max_page_count = ${pages}`)
    const many = Array.from({ length: 500 }, (_, n) => aJob({ jobId: `job-${n}` }))
    const page = aLook(10, [aJob({ status: 'completed' }), ...many])
    for (let n = 0; n < 3; n++) {
      await expect(store.applyPage(page)).rejects.toMatchObject({
        code: 'disk-full',
        message: `The disk is full: nothing more can be stored in ${folder}.`,
      })
    }
    expect(await store.findJob(aJob().jobId)).toMatchObject({
      job: { status: 'running', confirmedAt: at(0) },
      transitions: [{ to: 'running' }],
    })
    expect(await store.countFacets({})).toEqual(facets)
    expect(await store.lastEventId()).toBe(eventId)
    expect(heard).toEqual([])

    db.run(`PRAGMA ${schema}.max_page_count = 100000`)
    expect(await store.applyPage(page)).toEqual({
      added: 500,
      changed: 1,
      returned: 0,
      undecided: 0,
    })
    expect(heard).toHaveLength(1)
    expect((await store.findJob(aJob().jobId))?.transitions).toHaveLength(2)
  })
})

// Elsewhere nothing lifts a limit of a running process.
const isLinux = process.platform === 'linux'

test.runIf(isLinux)(
  'a disk that fails in the middle of a commit costs that commit alone',
  async () => {
    const folder = aFolder()
    const program = new URL('./store-process.ts', import.meta.url).pathname
    // Soft, so that the process itself can lift it.
    const limited = 'ulimit -S -f 1200; exec "$0" --no-warnings "$@"'
    const told = execFileSync('sh', ['-c', limited, process.execPath, program, 'fill', folder])
    const { pages, ...outcome } = JSON.parse(told.toString())
    expect(pages).toBeGreaterThan(3)
    expect(outcome).toEqual({
      refusals: ['disk-failed', 'disk-failed', 'disk-failed', 'disk-failed'],
      // The history took the commit, the mirror did not.
      torn: { ahead: 1 },
      heardBefore: pages,
      heard: pages + 1,
      jobsRead: pages * 20 + 1,
      transitionsRead: pages,
      transitions: pages + 1,
    })
    const { store, reports } = openIn(folder)
    expect(reports).toEqual([])
    expect(await store.countJobs('main')).toBe((pages + 1) * 20 + 1)
    expect((await store.findJob('always'))?.transitions).toHaveLength(pages + 1)
  },
  30_000,
)

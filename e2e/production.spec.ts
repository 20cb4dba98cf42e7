import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { readCopy, readDockerfile } from '../server/deploy/read-dockerfile.ts'
import { aFolder, removeFolder, startEmulator, startMain } from './servers.ts'

const root = join(import.meta.dirname, '..')

function run(folder: string, command: string, ...args: string[]) {
  const { status, stderr } = spawnSync(command, args, { cwd: folder, encoding: 'utf8' })
  return { status, stderr }
}

/** The tree of the image, by the Dockerfile's own steps; what it copies was built here already. */
function install(folder: string) {
  const built = join(folder, 'built')
  mkdirSync(built)
  for (const name of ['package.json', 'package-lock.json', '.npmrc']) {
    cpSync(join(root, name), join(built, name))
  }
  // Linked where that is possible: half a gigabyte otherwise.
  const modules = join(root, 'node_modules')
  if (run(built, 'cp', '-al', modules, built).status !== 0) run(built, 'cp', '-R', modules, built)
  const [build = [], final = []] = readDockerfile(
    readFileSync(join(root, 'server/deploy/Dockerfile'), 'utf8'),
  )
  const prune = build.findLast(({ word }) => word === 'RUN')?.rest.split(' ') ?? []
  const [npm = '', ...args] = prune
  const { status, stderr } = run(built, npm, ...args, '--offline', '--ignore-scripts')
  expect(status, stderr).toBe(0)
  const image = join(folder, 'app')
  for (const { word, rest } of final) {
    if (word !== 'COPY') continue
    const { paths, to } = readCopy(rest)
    for (const path of paths) {
      const name = path.replace(/^\/app\//, '')
      const place = join(image, to.endsWith('/') ? join(to, name) : to)
      const from = /^(node_modules|package\.json)$/.test(name) ? built : root
      mkdirSync(join(place, '..'), { recursive: true })
      if (name === 'node_modules') run(image, 'mv', join(from, name), place)
      else
        cpSync(join(from, name), place, {
          recursive: true,
          filter: (file) => !/\.test\.tsx?$/.test(file),
        })
    }
  }
  return { image, check: final.find(({ word }) => word === 'HEALTHCHECK')?.rest ?? '' }
}

test('what the image holds starts without what only building needs, and tells whether it lives', async () => {
  test.setTimeout(120_000)
  const folder = aFolder()
  const emulator = await startEmulator('--frozen', '--jobs', '20')
  try {
    const { image, check } = install(folder)
    expect(run(image, 'ls', 'node_modules/vite').status).not.toBe(0)
    const main = await startMain(emulator, join(folder, 'data'), {}, image)
    const [, script = ''] = JSON.parse(/CMD (\[.*\])$/.exec(check)?.[1] ?? '[]') as string[]
    const isAlive = () =>
      spawnSync(process.execPath, [script], {
        cwd: image,
        env: { PORT: new URL(main.url).port },
      }).status
    expect(isAlive()).toBe(0)
    expect(await (await fetch(`${main.url}/jobs`)).text()).toContain('<div id="app">')
    await expect
      .poll(async () => (await (await fetch(`${main.url}/api/jobs`)).json()).jobCount)
      .toBe(20)
    await main.stop()
    expect(isAlive()).toBe(1)
  } finally {
    await emulator.stop()
    removeFolder(folder)
  }
})

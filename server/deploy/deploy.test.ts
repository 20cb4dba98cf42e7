import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { readCopy, readDockerfile } from './read-dockerfile.ts'

const root = join(import.meta.dirname, '../..')
const read = (name: string) => readFileSync(join(import.meta.dirname, name), 'utf8')

const [build = [], final = [], ...more] = readDockerfile(read('Dockerfile'))
const copiesOf = (stage: typeof build) =>
  stage.filter(({ word }) => word === 'COPY').map(({ rest }) => readCopy(rest))
const lastOf = (stage: typeof build, word: string) =>
  stage.findLast((step) => step.word === word)?.rest

test('every step of the Dockerfile is one that there is', () => {
  const known = 'FROM WORKDIR COPY RUN ENV USER VOLUME EXPOSE STOPSIGNAL HEALTHCHECK CMD'.split(' ')
  expect([...build, ...final].filter(({ word }) => !known.includes(word))).toEqual([])
  expect(more).toEqual([])
  expect(build[0]?.rest).toMatch(/^node:24\S* AS build$/)
  expect(`${final[0]?.rest} AS build`).toBe(build[0]?.rest)
})

test('what it copies exists and is not left out of what Docker is sent', () => {
  const sent = read('Dockerfile.dockerignore')
    .split('\n')
    .filter((line) => line.startsWith('!'))
    .map((line) => line.slice(1))
  const paths = copiesOf(build).flatMap((copy) => copy.paths)
  expect(paths.filter((path) => !existsSync(join(root, path)))).toEqual([])
  expect(paths.toSorted()).toEqual(sent.toSorted())
})

test('what it runs are the commands of this package, and nothing is installed later on', () => {
  const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
  const runs = build.filter(({ word }) => word === 'RUN').map(({ rest }) => rest)
  expect(runs).toEqual(['npm ci', 'npm run build', 'npm prune --omit=dev'])
  expect(scripts).toHaveProperty('build')
  expect(final.filter(({ word, rest }) => word === 'RUN' && /npm|apt|curl/.test(rest))).toEqual([])
})

test('the container runs as nobody in particular, starts what npm start starts, and writes to /data alone', () => {
  const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
  expect(lastOf(final, 'USER')).toBe('node')
  const command = JSON.parse(lastOf(final, 'CMD') ?? '') as string[]
  expect(command.join(' ')).toBe(scripts.start)
  expect(lastOf(final, 'VOLUME')).toBe('/data')
  expect(lastOf(final, 'ENV')).toContain('WAYBILL_DATA_DIR=/data')
  const check = /CMD (\[.*\])$/.exec(lastOf(final, 'HEALTHCHECK') ?? '')?.[1] ?? ''
  const [program, script = ''] = JSON.parse(check) as string[]
  expect([program, existsSync(join(root, script))]).toEqual(['node', true])
})

test('the unit starts what npm start starts', () => {
  const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
  const unit = read('waybill.service')
  expect(/^ExecStart=\/usr\/bin\/(.*)$/m.exec(unit)?.[1]).toBe(scripts.start)
  expect(unit).not.toMatch(/^MemoryDenyWriteExecute=yes/m)
})

const systemd = spawnSync('systemd-analyze', ['--version'], { encoding: 'utf8' }).stdout ?? ''
const version = Number(/^systemd (\d+)/.exec(systemd)?.[1] ?? 0)

test.skipIf(version < 252)('systemd finds the unit hardened: an exposure of at most 2.0', () => {
  const unit = join(import.meta.dirname, 'waybill.service')
  const args = ['security', '--offline=true', '--no-pager', '--threshold=20', unit]
  const { status, stdout, stderr } = spawnSync('systemd-analyze', args, { encoding: 'utf8' })
  expect([status, stdout.trim().split('\n').at(-1), stderr]).toEqual([
    0,
    expect.stringContaining('OK'),
    '',
  ])
})

test('behind either proxy events are not held back, the whole path is passed on, and metrics are not', () => {
  const nginx = read('nginx.conf')
  const events = /location = \/waybill\/api\/events \{([\s\S]*?)\n {2}\}/.exec(nginx)?.[1] ?? ''
  expect(events).toContain('proxy_buffering off;')
  // A path behind the name would be put in place of the one that was asked for.
  expect(nginx.match(/proxy_pass (?!http:\/\/waybill;)/)).toBeNull()
  expect(nginx).toMatch(/location = \/waybill\/metrics \{\s*return 404;/)
  const caddy = read('Caddyfile')
  expect(caddy).toMatch(/^\s*handle \/waybill\/\* \{/m)
  expect(caddy).toMatch(/flush_interval -1/)
  expect(caddy).toMatch(/respond @metrics 404/)
})

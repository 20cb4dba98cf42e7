import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { copyFileSync, existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'
import { installDebian } from '../install-debian.ts'
import { aFolder, removeFolder } from '../servers.ts'

/** Exact, as what they weigh and do is compared. */
const packages = {
  '@bull-board/api': '9.10.2',
  '@bull-board/express': '9.10.1',
  bullmq: '6.7.0',
  express: '5.3.0',
  ioredis: '6.0.0',
}

/**
 * bull-board over Redis with so many jobs, the nearest dashboard of jobs that runs from npm. Neither
 * is Waybill's own: they live in the system's folder for temporary files. `null`: there is no Redis.
 */
export async function startPeer(jobs: number, say: (line: string) => void) {
  if (!hasRedis()) installDebian('redis-server', say)
  if (!hasRedis()) return null
  const home = installPeer(say)
  const data = aFolder()
  const port = await freePort()
  const redis = spawn(
    'redis-server',
    ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--dir', data],
    { stdio: 'ignore' },
  )
  await sleep(500)
  say(`giving bull-board ${jobs} jobs`)
  const server = spawn(process.execPath, ['peer-server.mjs', String(port), String(jobs)], {
    cwd: home,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const stop = async () => {
    await Promise.all([end(server), end(redis)])
    removeFolder(data)
  }
  const url = await Promise.race([readUrl(server), once(server, 'exit').then(() => null)])
  if (url !== null) return { url, stop }
  await stop()
  throw new Error('bull-board did not start')
}

const hasRedis = () => spawnSync('redis-server', ['--version']).status === 0

function installPeer(say: (line: string) => void): string {
  const home = join(tmpdir(), 'waybill-bench', 'peer')
  const manifest = { name: 'peer', private: true, type: 'module', dependencies: packages }
  mkdirSync(home, { recursive: true })
  writeFileSync(join(home, 'package.json'), JSON.stringify(manifest))
  copyFileSync(join(import.meta.dirname, 'peer-server.mjs'), join(home, 'peer-server.mjs'))
  if (existsSync(join(home, 'node_modules', '@bull-board'))) return home
  say('installing bull-board')
  const { status, stderr } = spawnSync('npm', ['install', '--no-audit', '--no-fund'], {
    cwd: home,
    encoding: 'utf8',
    timeout: 300_000,
  })
  if (status !== 0) throw new Error(`bull-board cannot be installed: ${stderr.slice(-400)}`)
  return home
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  return typeof address === 'object' && address ? address.port : 0
}

async function readUrl({ stdout }: ChildProcess): Promise<string | null> {
  if (!stdout) return null
  for await (const line of createInterface({ input: stdout })) {
    const url = /^Peer: (\S+)/.exec(line)?.[1]
    if (url) return url
  }
  return null
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const exit = once(child, 'exit')
  child.kill('SIGTERM')
  await exit
}

import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { connect, createServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { installDebian } from './install-debian.ts'

const example = join(import.meta.dirname, '../server/deploy/nginx.conf')

/** The nginx of this machine, else Debian's, installed now. Throws where there is none to be had. */
export function findNginx(): string {
  if (!starts()) installDebian('nginx-light', (line) => process.stdout.write(`${line}\n`))
  if (!starts()) throw new Error('This story needs nginx: apt-get install nginx-light')
  return 'nginx'
}

function starts(): boolean {
  const { PATH = '' } = process.env
  process.env.PATH = PATH.includes('/usr/sbin') ? PATH : `${PATH}:/usr/sbin`
  return spawnSync('nginx', ['-v'], { timeout: 20_000 }).status === 0
}

/** A port that nothing listens on. */
export async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  await new Promise((resolve) => server.close(resolve))
  if (typeof address !== 'object' || address === null) throw new Error('no port is free')
  return address.port
}

/** The example's own configuration, but for the ports and the certificate, in a folder of its own. */
export async function startNginx(folder: string, port: number, waybillPort: string) {
  const site = readFileSync(example, 'utf8')
    .replace('listen 443 ssl http2;', `listen 127.0.0.1:${port};`)
    .replace(/^ *ssl_certificate.*\n/gm, '')
    .replace('127.0.0.1:8080', `127.0.0.1:${waybillPort}`)
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']
    .map((name) => `${name}_temp_path ${join(folder, name)};`)
    .join('\n')
  mkdirSync(folder, { recursive: true })
  writeFileSync(
    join(folder, 'nginx.conf'),
    `daemon off;\nmaster_process off;\npid ${join(folder, 'pid')};\nerror_log stderr warn;\nevents {}\n` +
      `http {\naccess_log off;\n${temporary}\n${site}}\n`,
  )
  const nginx = spawn(findNginx(), ['-p', folder, '-c', join(folder, 'nginx.conf')], {
    stdio: ['ignore', 'inherit', 'inherit'],
  })
  while (nginx.exitCode === null && !(await listens(port))) await setTimeout(20)
  return { stop: () => end(nginx) }
}

function listens(port: number): Promise<boolean> {
  const socket = connect(port, '127.0.0.1')
  return new Promise((resolve) => {
    socket.once('connect', () => resolve(true))
    socket.once('error', () => resolve(false))
  }).finally(() => socket.destroy()) as Promise<boolean>
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const ended = new Promise((resolve) => child.once('exit', resolve))
  child.kill('SIGTERM')
  await ended
}

import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'

/** Installs a package of Debian's where there is apt-get and the right to use it; starts no service. */
export function installDebian(name: string, say: (line: string) => void): void {
  if (process.platform !== 'linux' || !existsSync('/usr/bin/apt-get')) return
  say(`Installing Debian’s ${name} with apt-get …`)
  const asRoot = process.getuid?.() === 0 ? [] : ['sudo', '-n', '--preserve-env']
  // At that run level nothing that is installed is started.
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive', RUNLEVEL: '1' }
  for (const args of [['update'], ['install', '-y', '--no-install-recommends', name]]) {
    const [command = '', ...rest] = [...asRoot, 'apt-get', ...args]
    spawnSync(command, rest, { stdio: 'ignore', timeout: 600_000, env })
  }
}

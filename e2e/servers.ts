import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'

const root = join(import.meta.dirname, '..')

export type Running = {
  readonly url: string
  readonly pid: number
  readonly isRunning: () => boolean
  /** Everything it wrote, standard output and error. */
  readonly output: () => string
  readonly stop: () => Promise<void>
  /** As the power cut would; resolves when it is gone. */
  readonly kill: () => Promise<void>
}

export type RunningEmulator = Running & {
  readonly control: string
  readonly keys: { readonly id: string; readonly secret: string }
}

export function aFolder(): string {
  return mkdtempSync(join(tmpdir(), 'waybill-'))
}

export function removeFolder(folder: string): void {
  rmSync(folder, { recursive: true, force: true })
}

/** Every file below it. */
export function filesOf(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((path) => statSync(path).isFile())
}

/** The product over its demo world, as `npm run demo` starts it after the build. */
export async function startDemo(dataDir: string): Promise<Running & { control: string }> {
  const demo = startScript(['dist-server/demo.js'], { PORT: '0', WAYBILL_DATA_DIR: dataDir })
  const [url, control] = await demo.lines(/^Waybill demo: (\S+)/, /control: (\S+)/i)
  return { ...demo, url, control }
}

/** The emulator alone, as `npm run emulator -- …` starts it. */
export async function startEmulator(...args: string[]): Promise<RunningEmulator> {
  const emulator = startScript([
    'dist-server/emulator.js',
    '--port',
    '0',
    '--control-port',
    '0',
    ...args,
  ])
  const [url, control, id, secret] = await emulator.lines(
    /^Gateway: (\S+)/,
    /control: (\S+)/i,
    /^AccessKeyId: (\S+)/,
    /^AccessKeySecret: (\S+)/,
  )
  return { ...emulator, url, control, keys: { id, secret } }
}

/** The product on a real configuration, pointed at an emulator, as `npm start` starts it. */
export async function startMain(
  emulator: RunningEmulator,
  dataDir: string,
  env: Record<string, string> = {},
  tree = root,
): Promise<Running> {
  const main = launchMain(emulator, dataDir, env, tree)
  const [url] = await main.lines(/^Waybill: (\S+)/)
  return { ...main, url }
}

/** The product on a file of connections, in the folder of its data. `env`: what the file names, say. */
export async function startConfigured(
  config: object,
  folder: string,
  env: Record<string, string> = {},
): Promise<Running> {
  const path = join(folder, 'waybill.json')
  writeFileSync(path, JSON.stringify(config))
  const main = startScript(['dist-server/main.js'], {
    PORT: '0',
    WAYBILL_DATA_DIR: join(folder, 'data'),
    WAYBILL_CONFIG: path,
    ...env,
  })
  const [url] = await main.lines(/^Waybill: (\S+)/)
  return { ...main, url }
}

/** The same without waiting until it listens; `tree`: the folder that it is installed in. */
export function launchMain(
  emulator: RunningEmulator,
  dataDir: string,
  env: Record<string, string> = {},
  tree = root,
) {
  const given = {
    PORT: '0',
    WAYBILL_DATA_DIR: dataDir,
    WAYBILL_ENDPOINT: emulator.url,
    ALIBABA_CLOUD_ACCESS_KEY_ID: emulator.keys.id,
    ALIBABA_CLOUD_ACCESS_KEY_SECRET: emulator.keys.secret,
    ...env,
  }
  return startScript(['dist-server/main.js'], given, tree)
}

/** Switches faults of an emulator on (`[]`: all off). */
export async function setFaults(control: string, faults: readonly object[]): Promise<void> {
  const reply = await fetch(`${control}/faults`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(faults),
  })
  if (!reply.ok) throw new Error(`${reply.status}: ${await reply.text()}`)
}

/** Left by whoever ended in order, so that the next of many starts is quick. */
const compileCache = join(tmpdir(), 'waybill-compile-cache')

type Package = { readonly scripts: { readonly start: string } }
const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as Package
/** How much the process may keep, as the product's own command says it. */
export const memoryFlags = scripts.start
  .split(' ')
  .filter((word) => word.startsWith('--') && word !== '--import')
const nodeFlags = [...memoryFlags, '--import', './server/node-version.mjs']

function startScript(args: string[], env: Record<string, string> = {}, cwd = root) {
  const { PATH, HOME } = process.env
  const child = spawn(process.execPath, [...nodeFlags, ...args], {
    cwd,
    env: { PATH, HOME, NODE_COMPILE_CACHE: compileCache, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text
    })
  }
  return {
    output: () => output,
    pid: child.pid ?? 0,
    isRunning: () => child.exitCode === null && child.signalCode === null,
    stop: () => end(child, 'SIGTERM'),
    kill: () => end(child, 'SIGKILL'),
    /** The first group of each pattern, once every one of them was written. */
    lines: <const P extends RegExp[]>(...patterns: P) =>
      firstGroups(child, patterns, () => output) as Promise<{ [key in keyof P]: string }>,
  }
}

function firstGroups(child: ChildProcess, patterns: RegExp[], output: () => string) {
  const found: (string | undefined)[] = patterns.map(() => undefined)
  return new Promise<string[]>((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`ended with ${code}:\n${output()}`)))
    if (!child.stdout) return
    createInterface({ input: child.stdout }).on('line', (line) => {
      for (const [index, pattern] of patterns.entries()) found[index] ??= pattern.exec(line)?.[1]
      if (found.every((text) => text !== undefined)) resolve(found as string[])
    })
  })
}

async function end(child: ChildProcess, signal: 'SIGTERM' | 'SIGKILL'): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const ended = new Promise((resolve) => child.once('exit', resolve))
  child.kill(signal)
  await ended
}

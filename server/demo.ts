import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Config, readConfig } from './config.ts'
import { createEmulator, defaultKey } from './emulator/emulator.ts'
import { endAsFailed, refuseFor, refuseToStart, stopOnSignal } from './lifecycle.ts'
import { createLog } from './log.ts'
import { removeStore } from './store/remove-store.ts'
import { createCredentials } from './upstream/open-credentials.ts'
import { startWaybill } from './waybill.ts'

// The whole product over the emulator: no account, no key, nothing leaves this machine.
const { HOST, PORT, WAYBILL_DATA_DIR } = process.env
// Its emulator listens on this machine, on a port that is not known yet.
const WAYBILL_ENDPOINT = 'http://127.0.0.1'
const read = readConfig({ HOST, PORT, WAYBILL_DATA_DIR, WAYBILL_ENDPOINT })
if ('faults' in read) refuseToStart(read.faults)
await startDemo(read.config).catch(refuseFor)

async function startDemo(config: Config) {
  const dataDir = join(config.dataDir, 'demo')
  const bornAt = readBirth(dataDir, Date.now())
  const emulator = createEmulator({ jobs: 1240, bornAt, latencyMs: 80, jitterMs: 40 })
  const gateway = await emulator.listen()
  const control = await emulator.control.listen()
  const [usual] = config.connections
  if (usual === undefined) throw new TypeError('no connection is configured')
  const connection = { ...usual, name: 'demo', endpoint: new URL(gateway.url) }
  const waybill = await startWaybill({
    config: { ...config, dataDir },
    connections: [{ ...connection, keys: createCredentials(defaultKey) }],
    log: createLog('error'),
    onFatal: endAsFailed,
  })
  process.stdout.write(
    `Waybill demo: ${waybill.url}\n` +
      `  Emulated Alibaba Cloud: ${gateway.url}\n` +
      `  Give it a bad day, control: ${control.url}\n`,
  )
  stopOnSignal(async () => {
    await waybill.close()
    await Promise.all([gateway.close(), control.close()])
  })
}

/**
 * When the demo's world was born, so that a demo that is started again finds its jobs where their
 * lives have come meanwhile. After a day it would have grown: then a new world begins, with a new
 * mirror.
 */
function readBirth(folder: string, nowMs: number): number {
  const file = join(folder, 'born-at')
  const bornAt = Date.parse(readText(file))
  if (nowMs - bornAt < 86_400_000 && bornAt <= nowMs) return bornAt
  removeStore(folder)
  writeFileSync(file, `${new Date(nowMs).toISOString()}\n`)
  return nowMs
}

/** `''` where there is no such file: no demo has run here before. */
function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8').trim()
  } catch {
    return ''
  }
}

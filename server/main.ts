import { pino } from 'pino'
import { readConfig } from './config.ts'
import { AppError } from './errors.ts'
import { stopOnSignal } from './stop-on-signal.ts'
import { createCredentials } from './upstream/credentials.ts'
import { startWaybill } from './waybill.ts'

const read = readConfig(process.env)
if ('faults' in read) refuse(read.faults)
const { config } = read
const credentials = createCredentials(config.keys)
await credentials.current().catch((error) => {
  const why = error instanceof AppError ? error.message : 'the default chain found none'
  refuse([
    `no credentials for Alibaba Cloud: ${why}`,
    'set ALIBABA_CLOUD_ACCESS_KEY_ID and ALIBABA_CLOUD_ACCESS_KEY_SECRET (a RAM user with',
    'iot:ListDeviceDistributeJob is enough), or try it without an account: npm run demo',
  ])
})
const instance = config.iotInstanceId === null ? '' : `/${config.iotInstanceId}`
const waybill = await startWaybill({
  config,
  credentials,
  connectionName: `${config.endpoint.host}${instance}`,
  log: pino(),
}).catch((error) => refuse([error instanceof Error ? error.message : String(error)]))

process.stdout.write(`Waybill: ${waybill.url}\n`)
stopOnSignal(waybill.close)

function refuse(lines: readonly string[]): never {
  process.stderr.write(`Waybill cannot start:\n${lines.map((line) => `  ${line}\n`).join('')}`)
  process.exit(1)
}

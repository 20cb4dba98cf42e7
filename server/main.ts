import { pino } from 'pino'
import { readConfig } from './config.ts'
import { AppError } from './errors.ts'
import { endAsFailed, refuseFor, refuseToStart, stopOnSignal } from './lifecycle.ts'
import { createCredentials } from './upstream/credentials.ts'
import { startWaybill } from './waybill.ts'

const read = readConfig(process.env)
if ('faults' in read) refuseToStart(read.faults)
const { config } = read
const credentials = createCredentials(config.keys)
await credentials.current().catch((error) => {
  const why = error instanceof AppError ? error.message : 'the default chain found none'
  refuseToStart([
    `no credentials for Alibaba Cloud: ${why}`,
    'a RAM user with iot:ListDeviceDistributeJob and iot:QueryDeviceDistributeDetail is enough; to try it without an account: npm run demo',
  ])
})
const instance = config.iotInstanceId === null ? '' : `/${config.iotInstanceId}`
const waybill = await startWaybill({
  config,
  credentials,
  connectionName: `${config.endpoint.host}${instance}`,
  log: pino(),
  onFatal: endAsFailed,
}).catch(refuseFor)

process.stdout.write(`Waybill: ${waybill.launchLink() ?? waybill.url}\n`)
// Each link signs one browser in: this is how another one gets its own.
process.on('SIGUSR2', () =>
  process.stdout.write(`Waybill: ${waybill.launchLink() ?? waybill.url}\n`),
)
stopOnSignal(waybill.close)

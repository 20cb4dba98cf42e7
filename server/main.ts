import { readConfig } from './config.ts'
import { AppError } from './errors.ts'
import { endAsFailed, refuseFor, refuseToStart, stopOnSignal } from './lifecycle.ts'
import { createLog } from './log.ts'
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
  log: createLog(config.logLevel),
  onFatal: endAsFailed,
}).catch(refuseFor)

process.stdout.write(`Waybill: ${waybill.url}\n`)
stopOnSignal(waybill.close)

import { trustAlso } from './authorities.ts'
import { readConfig } from './config.ts'
import { findKeyFaults, openConnections } from './connections.ts'
import { endAsFailed, refuseFor, refuseToStart, stopOnSignal } from './lifecycle.ts'
import { createLog } from './log.ts'
import { startWaybill } from './waybill.ts'

// No provider of Alibaba's may fall back to the first version of the metadata service.
process.env['ALIBABA_CLOUD_IMDSV1_DISABLED'] ??= 'true'
const read = readConfig(process.env)
if ('faults' in read) refuseToStart(read.faults)
const { config } = read
trustAlso(config.authorities)
const log = createLog(config.logLevel)
const connections = openConnections(config.connections, (text) => log.warn(text))
const keyFaults = await findKeyFaults(connections)
if (keyFaults.length > 0) {
  refuseToStart([
    ...keyFaults,
    'a RAM user with iot:ListDeviceDistributeJob and iot:QueryDeviceDistributeDetail is enough; to try it without an account: npm run demo',
  ])
}
const waybill = await startWaybill({ config, connections, log, onFatal: endAsFailed }).catch(
  refuseFor,
)

process.stdout.write(`Waybill: ${waybill.launchLink() ?? waybill.url}\n`)
// Each link signs one browser in: this is how another one gets its own.
process.on('SIGUSR2', () =>
  process.stdout.write(`Waybill: ${waybill.launchLink() ?? waybill.url}\n`),
)
stopOnSignal(waybill.close)

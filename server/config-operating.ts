import { readAuthorities } from './authorities.ts'
import { type LogLevel, logLevels } from './log.ts'
import { type ReadText, readSecretFile } from './secret-file.ts'

/** How Waybill is watched while it runs. */
export type OperatingConfig = {
  readonly logLevel: LogLevel
  /** Whoever sends it may read the metrics; `null`: this machine may. */
  readonly metricsToken: string | null
  /** Certificates of authorities that are trusted besides the usual ones, as PEM. */
  readonly authorities: readonly string[]
}

type Env = Readonly<Record<string, string | undefined>>

const leastToken = 16

/** `env`: without variables that are set to nothing. Faults name the variable, never the token. */
export function readOperating(env: Env, readText: ReadText) {
  const faults: string[] = []
  const operating: OperatingConfig = {
    logLevel: readLevel(env['WAYBILL_LOG_LEVEL'], faults),
    metricsToken: readSecretFile(
      {
        variable: 'WAYBILL_METRICS_TOKEN_FILE',
        path: env['WAYBILL_METRICS_TOKEN_FILE'],
        least: leastToken,
      },
      readText,
      faults,
    ),
    authorities: readAuthorities(env['WAYBILL_CA_FILE'], readText, faults),
  }
  return { operating, faults }
}

function readLevel(text: string | undefined, faults: string[]): LogLevel {
  const level = logLevels.find((name) => name === (text ?? 'info').trim())
  if (!level) faults.push(`WAYBILL_LOG_LEVEL must be one of ${logLevels.join(', ')}`)
  return level ?? 'info'
}

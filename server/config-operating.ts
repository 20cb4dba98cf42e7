import { type LogLevel, logLevels } from './log.ts'

/** How Waybill is watched while it runs. */
export type OperatingConfig = {
  readonly logLevel: LogLevel
  /** Whoever sends it may read the metrics; `null`: this machine may. */
  readonly metricsToken: string | null
}

/** The whole text of a file; throws what the system says. */
export type ReadText = (path: string) => string

type Env = Readonly<Record<string, string | undefined>>

const leastToken = 16

/** `env`: without variables that are set to nothing. Faults name the variable, never the token. */
export function readOperating(env: Env, readText: ReadText) {
  const faults: string[] = []
  const operating: OperatingConfig = {
    logLevel: readLevel(env['WAYBILL_LOG_LEVEL'], faults),
    metricsToken: readToken(env['WAYBILL_METRICS_TOKEN_FILE'], readText, faults),
  }
  return { operating, faults }
}

function readLevel(text: string | undefined, faults: string[]): LogLevel {
  const level = logLevels.find((name) => name === (text ?? 'info').trim())
  if (!level) faults.push(`WAYBILL_LOG_LEVEL must be one of ${logLevels.join(', ')}`)
  return level ?? 'info'
}

function readToken(path: string | undefined, readText: ReadText, faults: string[]): string | null {
  if (path === undefined) return null
  const name = `WAYBILL_METRICS_TOKEN_FILE (${path.trim()})`
  try {
    const token = readText(path.trim()).trim()
    if (/^[\x21-\x7e]+$/.test(token) && token.length >= leastToken) return token
    faults.push(`${name} must hold one token of at least ${leastToken} letters without spaces`)
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown'
    faults.push(`${name} cannot be read: ${code}`)
  }
  return null
}

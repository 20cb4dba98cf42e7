const longestMs = 5000

/**
 * Ends the process in order on SIGINT and SIGTERM, and in any case within 5 s; a second signal ends
 * it at once.
 */
export function stopOnSignal(close: () => Promise<void>): void {
  let isStopping = false
  const stop = () => {
    if (isStopping) process.exit(1)
    isStopping = true
    setTimeout(() => process.exit(1), longestMs).unref()
    close().then(
      () => process.exit(0),
      () => process.exit(1),
    )
  }
  process.on('SIGINT', stop)
  process.on('SIGTERM', stop)
}

/** Ends the process at once, so that a supervisor starts it anew. */
export function endAsFailed(): never {
  process.exit(1)
}

/** Ends a start that cannot succeed: one line a reason, no stack trace. */
export function refuseToStart(reasons: readonly string[]): never {
  process.stderr.write(`Waybill cannot start:\n${reasons.map((line) => `  ${line}\n`).join('')}`)
  process.exit(1)
}

/** For a failure of the system, such as a port in use or a folder that cannot be written. */
export function refuseFor(error: unknown): never {
  return refuseToStart([error instanceof Error ? error.message : String(error)])
}

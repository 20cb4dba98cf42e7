/**
 * How often a proof repeats, or for how many seconds it runs: the short form belongs to
 * `npm test`, the long one is asked for with `WAYBILL_PROOF=long`.
 */
export function proofRuns({
  short,
  long,
}: {
  readonly short: number
  readonly long: number
}): number {
  // biome-ignore lint/style/noProcessEnv: a test has no configuration, and vitest passes no flags on.
  return process.env['WAYBILL_PROOF'] === 'long' ? long : short
}

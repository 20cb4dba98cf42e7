import { test } from '@playwright/test'

/** `WAYBILL_PROOF=long npm run e2e`: the same proofs, longer. */
export const isLong = process.env.WAYBILL_PROOF === 'long'

/** A finding that the report keeps beside the test, and the console shows. */
export function tell(finding: string): void {
  test.info().annotations.push({ type: 'measured', description: finding })
  process.stdout.write(`    ${finding}\n`)
}

/** Of a list that is not empty, the value that so many hundredths of it do not exceed. */
export function percentile(values: readonly number[], hundredths: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.max(0, Math.ceil((sorted.length * hundredths) / 100) - 1)] ?? Number.NaN
}

/** Numbers from 0 to 1 that a seed repeats. */
export function createRandom(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let bits = Math.imul(state ^ (state >>> 15), state | 1)
    bits ^= bits + Math.imul(bits ^ (bits >>> 7), bits | 61)
    return ((bits ^ (bits >>> 14)) >>> 0) / 2 ** 32
  }
}

import { parseArgs } from 'node:util'
import type { Extent } from './part.ts'

export type Options = {
  readonly help: boolean
  readonly parts: readonly string[]
  readonly extent: Extent
  /** Where the report is written. */
  readonly folder: string
}

export const usage = (parts: readonly string[]) => `Measures Waybill on this machine.

  npm run bench -- [part …] [options]

  part         any of ${parts.join(', ')}; all unless given
  --jobs N     over so many jobs; may repeat (10000; with --full 10000, 100000 and 1000000)
  --full       everything, over an hour or more: with all sizes, crowds and latencies
  --keep       puts the report into e2e/bench, to be committed (else into test-results/bench)
  --help       this text

Each part takes its place in the report that is there; the others stay as they are.
`

const quickSizes = [10_000]
const fullSizes = [10_000, 100_000, 1_000_000]

/** Everything that is wrong with the command line, a line each. */
export class UsageError extends Error {
  override readonly name = 'UsageError'
}

export function readOptions(args: readonly string[], known: readonly string[]): Options {
  const { values, positionals } = parse(args)
  const faults = positionals
    .filter((part) => !known.includes(part))
    .map((part) => `there is no part "${part}": ${known.join(', ')}`)
  const sizes = (values.jobs ?? []).map(Number)
  for (const [index, jobs] of sizes.entries()) {
    if (Number.isInteger(jobs) && jobs >= 1000 && jobs <= 1_000_000) continue
    faults.push(
      `--jobs must be a whole number from 1000 to 1000000, not "${values.jobs?.[index] ?? ''}"`,
    )
  }
  if (faults.length > 0) throw new UsageError(faults.join('\n'))
  const isFull = values.full ?? false
  const usual = isFull ? fullSizes : quickSizes
  return {
    help: values.help ?? false,
    parts: known.filter((part) => positionals.length === 0 || positionals.includes(part)),
    extent: { sizes: sizes.length > 0 ? sizes : usual, isFull },
    folder: values.keep ? 'e2e/bench' : 'test-results/bench',
  }
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        jobs: { type: 'string', multiple: true },
        full: { type: 'boolean' },
        keep: { type: 'boolean' },
        help: { type: 'boolean' },
      },
    })
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error))
  }
}

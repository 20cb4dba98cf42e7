import { bff } from './bff.ts'
import type { Figure } from './figures.ts'
import { live } from './live.ts'
import { readOptions, UsageError, usage } from './options.ts'
import { page } from './page.ts'
import type { Extent, Part } from './part.ts'
import {
  describeMachine,
  loadNow,
  type PartReport,
  readReport,
  withPart,
  writeReport,
} from './report.ts'
import { start } from './start.ts'
import { upstream } from './upstream.ts'
import { viewers } from './viewers.ts'

const parts: Readonly<Record<string, Part>> = { upstream, viewers, bff, live, page, start }
const names = Object.keys(parts)
const say = (line: string) => void process.stdout.write(`${line}\n`)

/** `npm run bench`: one part after the other; each is kept as soon as it is measured. */
async function runBench(args: readonly string[]): Promise<void> {
  const { help, parts: wanted, extent, folder } = readOptions(args, names)
  if (help) return say(usage(names))
  for (const name of wanted) {
    const part = parts[name]
    if (!part) continue
    say(`\n── ${part.title}`)
    const measured = await runPart(name, part, extent)
    writeReport(folder, withPart(readReport(folder), measured, names))
    if (measured.failure === null) continue
    say(`broke off: ${measured.failure}`)
    process.exitCode = 1
  }
  say(`\n${folder}/report.md`)
}

async function runPart(name: string, part: Part, extent: Extent): Promise<PartReport> {
  const { title, about } = part
  const loadBefore = loadNow()
  const figures: Figure[] = []
  const note = (...more: readonly Figure[]) => {
    figures.push(...more)
    for (const { what, jobs, value, unit } of more) {
      say(`  ${what}${jobs === null ? '' : `, ${jobs} jobs`}: ${value.toPrecision(4)} ${unit}`)
    }
  }
  const failure = await part.run({ extent, note, say }).then(
    () => null,
    (error: unknown) => (error instanceof Error ? error.message : String(error)),
  )
  const at = new Date().toISOString()
  const { isFull } = extent
  const machine = describeMachine(loadBefore)
  return { part: name, title, about, at, isFull, machine, figures, failure }
}

await runBench(process.argv.slice(2)).catch((error: unknown) => {
  if (!(error instanceof UsageError)) throw error
  process.stderr.write(`${error.message}\nTry npm run bench -- --help\n`)
  process.exitCode = 2
})

import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { availableParallelism, cpus, loadavg, totalmem, type } from 'node:os'
import { join } from 'node:path'
import { type Budget, budgets, judge, type Verdict } from './budgets.ts'
import { type Figure, ratioOf } from './figures.ts'

export type Machine = {
  readonly cpu: string
  readonly cores: number
  readonly memoryGb: number
  readonly system: string
  readonly node: string
  /** Mean number of running processes in the minute before and the one after: more than ours is noise. */
  readonly load: readonly [before: number, after: number]
}

/** One part as it was measured last. */
export type PartReport = {
  readonly part: string
  readonly title: string
  readonly about: readonly string[]
  readonly at: string
  readonly isFull: boolean
  readonly machine: Machine
  readonly figures: readonly Figure[]
  /** Why the part broke off; `null`: it did not. */
  readonly failure: string | null
}

export type Report = { readonly parts: readonly PartReport[] }

export function describeMachine(loadBefore: number): Machine {
  return {
    cpu: cpus()[0]?.model.trim() ?? 'unknown',
    cores: availableParallelism(),
    memoryGb: Math.round(totalmem() / 2 ** 30),
    system: `${type()}, ${process.arch}`,
    node: process.version,
    load: [loadBefore, loadNow()],
  }
}

export function loadNow(): number {
  return Math.round((loadavg()[0] ?? 0) * 10) / 10
}

export function readReport(folder: string): Report {
  const file = join(folder, 'report.json')
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Report) : { parts: [] }
}

/** Puts a part in its place; `order`: of all parts. */
export function withPart(report: Report, part: PartReport, order: readonly string[]): Report {
  const parts = [...report.parts.filter((other) => other.part !== part.part), part]
  return { parts: parts.toSorted((a, b) => order.indexOf(a.part) - order.indexOf(b.part)) }
}

export function writeReport(folder: string, report: Report): void {
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'report.json'), `${JSON.stringify(report, null, 2)}\n`)
  writeFileSync(join(folder, 'report.md'), toMarkdown(report))
}

/** The load above which others had a part in the figures. */
const busyLoad = 0.5

function toMarkdown(report: Report): string {
  const figures = report.parts.flatMap((part) => part.figures)
  return [
    '# Measured',
    '',
    'Written by `npm run bench`. A ratio is the value ÷ its floor, which was taken in the same run; a time without one would say more of the machine than of Waybill.',
    '',
    '## Budgets',
    '',
    row('budget', 'jobs', 'allowed', 'found', ''),
    row('---', '---:', '---:', '---:', '---'),
    ...budgets.map((budget) => budgetRow(budget, judge(budget, figures))),
    ...report.parts.flatMap(partLines),
    '',
  ].join('\n')
}

const marks = { met: 'met', missed: '**missed**', unknown: 'not measured' } as const

function budgetRow(budget: Budget, verdict: Verdict): string {
  const { what, jobs, sense, goal, unit } = budget
  const allowed = `${sense === 'most' ? '≤' : '≥'} ${number(goal)} ${unit}`
  const found = verdict.value === null ? '' : `${number(verdict.value)} ${unit}`
  return row(what, jobsText(jobs), allowed, found, marks[verdict.kind])
}

function partLines({ title, about, at, isFull, machine, figures, failure }: PartReport): string[] {
  const { cpu, cores, memoryGb, system, node, load } = machine
  const isBusy = load[0] > busyLoad
  return [
    '',
    `## ${title}`,
    '',
    ...about.flatMap((line) => [line, '']),
    `${at.slice(0, 16)}Z, ${isFull ? 'all of it' : 'the quick form'}; ${cpu}, ${cores} cores, ${memoryGb} GB, ${system}, Node ${node}; load ${load.join(' before, ')} after.`,
    ...(isBusy ? ['', '**The machine was busy with something else: to be taken again.**'] : []),
    ...(failure === null ? [] : ['', `**Broke off: ${failure}**`]),
    '',
    row('', 'jobs', 'value', 'floor', 'ratio', 'the floor is'),
    row('---', '---:', '---:', '---:', '---:', '---'),
    ...figures.map(figureRow),
  ]
}

function figureRow(figure: Figure): string {
  const { what, jobs, value, unit, floor, isVirtual } = figure
  const ratio = ratioOf(figure)
  return row(
    isVirtual ? `${what} (virtual time)` : what,
    jobsText(jobs),
    `${number(value)} ${unit}`,
    floor === undefined ? '' : `${number(floor.value)} ${unit}`,
    ratio === null ? '' : number(ratio),
    floor?.what ?? '',
  )
}

const row = (...cells: readonly string[]) => `| ${cells.join(' | ')} |`
const jobsText = (jobs: number | null) => (jobs === null ? '' : number(jobs))

function number(value: number): string {
  const digits = value < 1000 ? { maximumSignificantDigits: 3 } : { maximumFractionDigits: 0 }
  return value.toLocaleString('en', digits)
}

import { spawnSync } from 'node:child_process'
import { mkdirSync, rmSync } from 'node:fs'
import { resolve } from 'node:path'
import { type Outcome, playwrightOutcome, readOutcome, vitestOutcome } from './suite-report.ts'

// Whole paths: each runner has another idea of where a relative one begins.
const reportOf = {
  unit: resolve('test-results/unit.json'),
  stories: resolve('test-results/stories.json'),
  measured: resolve('test-results/measured.json'),
}

/**
 * `npm test`: every suite, each even when one before it failed, and as the last line the sum.
 * Lint, types, unused code and the build count one each; the test runners report their own tests.
 */
const suites: {
  name: string
  command: string[]
  report?: string
  read?: (report: never) => Outcome
}[] = [
  { name: 'lint', command: ['biome', 'check', '--error-on-warnings', '.'] },
  { name: 'types', command: ['tsc'] },
  { name: 'unused code', command: ['knip'] },
  {
    name: 'unit',
    command: [
      'vitest',
      'run',
      '--reporter=default',
      '--reporter=json',
      `--outputFile=${reportOf.unit}`,
    ],
    report: reportOf.unit,
    read: vitestOutcome,
  },
  { name: 'build', command: ['vite', 'build', '--logLevel', 'warn'] },
  {
    name: 'build of the server',
    command: ['vite', 'build', '--config', 'vite.server.config.ts', '--logLevel', 'warn'],
  },
  browserSuite('stories'),
  browserSuite('measured'),
]

/** The stories in a real browser, or those that are held against a figure. */
function browserSuite(project: 'stories' | 'measured') {
  return {
    name: `browser, ${project}`,
    command: ['node', 'e2e/run-browser.ts', `--project=${project}`, '--reporter=list,json'],
    report: reportOf[project],
    read: playwrightOutcome,
  }
}

function runSuite({ name, command, report, read }: (typeof suites)[number]): Outcome {
  process.stdout.write(`\n── ${name}: ${command.join(' ')}\n`)
  const env = { ...process.env, PLAYWRIGHT_JSON_OUTPUT_NAME: report }
  const { status } = spawnSync('npx', ['--no-install', ...command], { stdio: 'inherit', env })
  if (!report || !read) {
    return status === 0 ? { passed: 1, failures: [] } : { passed: 0, failures: [name] }
  }
  const outcome = readOutcome(report, read)
  // A runner that broke down may count no failed test, and is one.
  return status !== 0 && outcome.failures.length === 0
    ? { ...outcome, failures: [`${name} broke down`] }
    : outcome
}

rmSync('test-results', { recursive: true, force: true })
mkdirSync('test-results')
const outcomes = suites.map((suite) => ({ name: suite.name, ...runSuite(suite) }))
process.stdout.write('\n')
for (const { failures } of outcomes) {
  for (const failure of failures) process.stdout.write(`${failure}\n\n`)
}
for (const { name, passed, failures } of outcomes) {
  const mark = failures.length > 0 ? '✗' : '✓'
  process.stdout.write(`${mark} ${name}: ${passed} passed, ${failures.length} failed\n`)
}
const passed = outcomes.reduce((sum, outcome) => sum + outcome.passed, 0)
const failed = outcomes.reduce((sum, outcome) => sum + outcome.failures.length, 0)
process.stdout.write(`${passed} passed, ${failed} failed\n`)
process.exitCode = failed > 0 || passed === 0 ? 1 : 0

import { spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync, rmSync } from 'node:fs'
import { resolve } from 'node:path'

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
  count?: (report: never) => Count
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
    count: ({ numPassedTests, numFailedTests }: VitestReport) => ({
      passed: numPassedTests,
      failed: numFailedTests,
    }),
  },
  { name: 'build', command: ['vite', 'build', '--logLevel', 'warn'] },
  browserSuite('stories'),
  browserSuite('measured'),
]

/** The stories in a real browser, or those that are held against a figure. */
function browserSuite(project: 'stories' | 'measured') {
  return {
    name: `browser, ${project}`,
    command: ['node', 'e2e/run-browser.ts', `--project=${project}`, '--reporter=list,json'],
    report: reportOf[project],
    count: ({ stats }: PlaywrightReport) => ({
      passed: stats.expected,
      // A test that passed only when repeated has found a race: it counts as failed.
      failed: stats.unexpected + stats.flaky,
    }),
  }
}

type Count = { passed: number; failed: number }
type VitestReport = { numPassedTests: number; numFailedTests: number }
type PlaywrightReport = { stats: { expected: number; unexpected: number; flaky: number } }

function runSuite({ name, command, report, count }: (typeof suites)[number]): Count {
  process.stdout.write(`\n── ${name}: ${command.join(' ')}\n`)
  const env = { ...process.env, PLAYWRIGHT_JSON_OUTPUT_NAME: report }
  const { status } = spawnSync('npx', ['--no-install', ...command], { stdio: 'inherit', env })
  const counted = report && count ? readCount(report, count) : { passed: 0, failed: 0 }
  const isFailed = status !== 0
  if (!report) return { passed: isFailed ? 0 : 1, failed: isFailed ? 1 : 0 }
  // A runner that broke down may count no failed test, and is one.
  return isFailed && counted.failed === 0 ? { ...counted, failed: 1 } : counted
}

function readCount(report: string, count: (report: never) => Count): Count {
  try {
    return count(JSON.parse(readFileSync(report, 'utf8')) as never)
  } catch {
    return { passed: 0, failed: 1 }
  }
}

rmSync('test-results', { recursive: true, force: true })
mkdirSync('test-results')
const counts = suites.map((suite) => ({ name: suite.name, ...runSuite(suite) }))
process.stdout.write('\n')
for (const { name, passed, failed } of counts) {
  process.stdout.write(`${failed > 0 ? '✗' : '✓'} ${name}: ${passed} passed, ${failed} failed\n`)
}
const passed = counts.reduce((sum, count) => sum + count.passed, 0)
const failed = counts.reduce((sum, count) => sum + count.failed, 0)
process.stdout.write(`${passed} passed, ${failed} failed\n`)
process.exitCode = failed > 0 || passed === 0 ? 1 : 0

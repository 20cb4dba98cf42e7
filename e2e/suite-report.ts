import { readFileSync } from 'node:fs'

/** What a suite came to: each failure with its name and the first lines of its reason. */
export type Outcome = { readonly passed: number; readonly failures: readonly string[] }

type VitestReport = {
  readonly numPassedTests: number
  readonly testResults: readonly {
    readonly name: string
    readonly status: string
    readonly message: string
    readonly assertionResults: readonly {
      readonly status: string
      readonly fullName: string
      readonly failureMessages: readonly string[]
    }[]
  }[]
}

export function vitestOutcome({ numPassedTests, testResults }: VitestReport): Outcome {
  const failures = testResults.flatMap(({ name, status, message, assertionResults }) => {
    const failed = assertionResults.filter(({ status }) => status === 'failed')
    // A file that cannot even be loaded has no tests to fail.
    if (status === 'failed' && failed.length === 0) return [toFailure(name, message)]
    return failed.map(({ fullName, failureMessages }) =>
      toFailure(`${name} › ${fullName}`, failureMessages.join('\n')),
    )
  })
  return { passed: numPassedTests, failures }
}

type PlaywrightSuite = {
  readonly suites?: readonly PlaywrightSuite[]
  readonly specs: readonly {
    readonly file: string
    readonly title: string
    readonly tests: readonly {
      readonly status: 'expected' | 'unexpected' | 'flaky' | 'skipped'
      readonly results: readonly { readonly error?: { readonly message?: string } }[]
    }[]
  }[]
}
type PlaywrightReport = {
  readonly suites: readonly PlaywrightSuite[]
  readonly stats: { readonly expected: number }
}

export function playwrightOutcome({ suites, stats }: PlaywrightReport): Outcome {
  const specs = suites.flatMap(specsOf)
  const failures = specs.flatMap(({ file, title, tests }) =>
    tests
      // A test that passed only when repeated has found a race: it counts as failed.
      .filter(({ status }) => status === 'unexpected' || status === 'flaky')
      .map(({ results }) =>
        toFailure(
          `${file} › ${title}`,
          results.map(({ error }) => error?.message ?? '').join('\n'),
        ),
      ),
  )
  return { passed: stats.expected, failures }
}

function specsOf({ specs, suites }: PlaywrightSuite): PlaywrightSuite['specs'] {
  return [...specs, ...(suites ?? []).flatMap(specsOf)]
}

export function readOutcome(path: string, read: (report: never) => Outcome): Outcome {
  try {
    return read(JSON.parse(readFileSync(path, 'utf8')) as never)
  } catch {
    return { passed: 0, failures: [`${path} cannot be read`] }
  }
}

const shownLines = 12

function toFailure(name: string, reason: string): string {
  return `✗ ${name}\n${reason.trim().split('\n').slice(0, shownLines).join('\n')}`
}

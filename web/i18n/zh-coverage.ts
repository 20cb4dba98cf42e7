import type { coverage as enCoverage } from './en-coverage.ts'
import type { Words } from './words.ts'

/** What the mirror could not take in of the list. */
export const coverage: Words<typeof enCoverage> = {
  unreadable: (_, text) => `${text} 个任务无法读取`,
}

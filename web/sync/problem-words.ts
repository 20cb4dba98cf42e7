import type { ConnectionSync } from '../api/client.ts'
import type { FailureCode } from '../api/read-reply.ts'
import type { Messages } from '../i18n/en.ts'

type ProblemWords = { readonly title: string; readonly help: string }

/** What a failure means, and what a person can do about it. */
export function failureInWords({ sync }: Messages, code: FailureCode): ProblemWords {
  // Indexing by the code is what makes a code without words fail to compile.
  return sync.problem[code]
}

/** The same for a connection, which may lack its instance altogether. */
export function problemInWords(messages: Messages, connection: ConnectionSync): ProblemWords {
  const { problem, iotInstanceId } = connection
  if (!problem) return { title: messages.sync.notice.staleWithout, help: '' }
  if (problem.code === 'instance-refused' && iotInstanceId === null) {
    return messages.sync.instanceMissing
  }
  return failureInWords(messages, problem.code)
}

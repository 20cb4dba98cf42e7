/** Answers that stay right until a job changes: counting is dear, and every viewer asks the same. */
export type CountMemory = {
  recall<Answer>(question: string, count: () => Answer): Answer
  forget(): void
}

const keptAnswers = 1_000

export function createCountMemory(): CountMemory {
  const answers = new Map<string, unknown>()
  return {
    recall<Answer>(question: string, count: () => Answer) {
      if (answers.has(question)) return answers.get(question) as Answer
      const answer = count()
      if (answers.size >= keptAnswers) answers.clear()
      answers.set(question, answer)
      return answer
    },
    forget: () => answers.clear(),
  }
}

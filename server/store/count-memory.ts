/** Answers that stay right until a job changes: counting is dear, and every viewer asks the same. */
export type CountMemory = {
  recall<Answer>(kind: CountKind, question: string, count: () => Answer): Answer
  forget(): void
}

export type CountKind = 'count' | 'facets'

/** A count is a number; facets name every value that there is, of a large fleet for megabytes. */
const keptAnswers: Readonly<Record<CountKind, number>> = { count: 1_000, facets: 50 }

/** Where there are too many, what was longest not asked for goes. */
export function createCountMemory(kept = keptAnswers): CountMemory {
  const answers = { count: new Map<string, unknown>(), facets: new Map<string, unknown>() }
  return {
    recall<Answer>(kind: CountKind, question: string, count: () => Answer) {
      const known = answers[kind]
      const answer = known.has(question) ? (known.get(question) as Answer) : count()
      known.delete(question)
      known.set(question, answer)
      const [oldest] = known.keys()
      if (oldest !== undefined && known.size > kept[kind]) known.delete(oldest)
      return answer
    },
    forget() {
      answers.count.clear()
      answers.facets.clear()
    },
  }
}

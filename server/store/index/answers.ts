/** Answers that stay right until a job changes: every viewer asks the same. */
export type Answers = {
  recall<Answer>(kind: AnswerKind, question: string, find: () => Promise<Answer>): Promise<Answer>
  forget(): void
}

export type AnswerKind = 'list' | 'count' | 'facets'

/** Of a million jobs a list is two megabytes, and so may facets be, which name every value. */
const keptAnswers: Readonly<Record<AnswerKind, number>> = { list: 8, count: 1_000, facets: 16 }

/** Where there are too many, what was longest not asked for goes. Who asks meanwhile waits along. */
export function createAnswers(kept = keptAnswers): Answers {
  const answers = {
    list: new Map<string, Promise<unknown>>(),
    count: new Map<string, Promise<unknown>>(),
    facets: new Map<string, Promise<unknown>>(),
  }
  return {
    recall<Answer>(kind: AnswerKind, question: string, find: () => Promise<Answer>) {
      const known = answers[kind]
      const answer = (known.get(question) as Promise<Answer> | undefined) ?? find()
      known.delete(question)
      known.set(question, answer)
      // That the disk failed is no answer.
      answer.catch(() => {
        if (known.get(question) === answer) known.delete(question)
      })
      const [oldest] = known.keys()
      if (oldest !== undefined && known.size > kept[kind]) known.delete(oldest)
      return answer
    },
    forget() {
      answers.list.clear()
      answers.count.clear()
      answers.facets.clear()
    },
  }
}

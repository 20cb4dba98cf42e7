import { expect, test } from 'vitest'
import { createCountMemory } from './count-memory.ts'

function aMemory() {
  const memory = createCountMemory({ count: 2, facets: 1 })
  const counted: string[] = []
  const ask = (kind: 'count' | 'facets', question: string) =>
    memory.recall(kind, question, () => counted.push(question))
  return { memory, counted, ask }
}

test('what is asked for again is counted once, until something changes', () => {
  const { memory, counted, ask } = aMemory()
  expect([ask('count', 'a'), ask('count', 'a')]).toEqual([1, 1])
  memory.forget()
  ask('count', 'a')
  expect(counted).toEqual(['a', 'a'])
})

test('too many answers: the one that was longest not asked for goes, of its own kind', () => {
  const { counted, ask } = aMemory()
  for (const question of ['a', 'b', 'a', 'c']) ask('count', question)
  ask('facets', 'f')
  counted.length = 0
  for (const question of ['a', 'c']) ask('count', question)
  ask('facets', 'f')
  expect(counted).toEqual([])
  ask('count', 'b')
  expect(counted).toEqual(['b'])
})

import { expect, test } from 'vitest'
import { createAnswers } from './answers.ts'

function aMemory() {
  const answers = createAnswers({ list: 2, count: 1, facets: 1 })
  const found: string[] = []
  const ask = (kind: 'list' | 'facets', question: string) =>
    answers.recall(kind, question, async () => found.push(question))
  return { answers, found, ask }
}

test('what is asked for again, or meanwhile, is found once, until something changes', async () => {
  const { answers, found, ask } = aMemory()
  expect(await Promise.all([ask('list', 'a'), ask('list', 'a')])).toEqual([1, 1])
  answers.forget()
  await ask('list', 'a')
  expect(found).toEqual(['a', 'a'])
})

test('too many answers: the one that was longest not asked for goes, of its own kind', async () => {
  const { found, ask } = aMemory()
  for (const question of ['a', 'b', 'a', 'c']) await ask('list', question)
  await ask('facets', 'f')
  found.length = 0
  for (const question of ['a', 'c']) await ask('list', question)
  await ask('facets', 'f')
  expect(found).toEqual([])
  await ask('list', 'b')
  expect(found).toEqual(['b'])
})

test('a failure is told to all who wait, and not kept', async () => {
  const { answers } = aMemory()
  const failing = () => answers.recall('list', 'a', () => Promise.reject(new Error('no disk')))
  const asked = [failing(), failing()]
  for (const each of asked) await expect(each).rejects.toThrow('no disk')
  expect(await answers.recall('list', 'a', async () => 1)).toBe(1)
})

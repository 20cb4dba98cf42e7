import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { expect, onTestFinished, test } from 'vitest'
import { aFolder, openIn } from './a-folder.ts'
import { removeStore } from './remove-store.ts'

test('a folder is for one process at a time, until that ends, even by a kill', async () => {
  const folder = aFolder()
  const program = new URL('./store-process.ts', import.meta.url).pathname
  const keeper = spawn(process.execPath, ['--no-warnings', program, 'keep', folder])
  onTestFinished(() => {
    keeper.kill('SIGKILL')
  })
  await once(keeper.stdout, 'data')
  expect(() => openIn(folder)).toThrow(`${folder} is in use by another Waybill`)
  expect(() => removeStore(folder)).toThrow(`${folder} is in use by another Waybill`)
  keeper.kill('SIGKILL')
  await once(keeper, 'exit')
  const { store, reports } = openIn(folder)
  expect(reports).toEqual([])
  expect(await store.countJobs('main')).toBe(1)
}, 20_000)

test('nor can one process open it twice; a closed one is free at once', async () => {
  const folder = aFolder()
  const { store } = openIn(folder)
  expect(() => openIn(folder)).toThrow('in use')
  await store.close()
  await openIn(folder).store.close()
})

test('a removed store leaves nothing that the next one would find', async () => {
  const folder = aFolder()
  const { store } = openIn(folder)
  await store.backUp()
  await store.close()
  removeStore(folder)
  const { store: next, reports } = openIn(folder)
  expect(reports).toEqual([])
  expect(await next.countJobs('main')).toBe(0)
})

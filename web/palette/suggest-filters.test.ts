import { expect, test } from 'vitest'
import type { Facets } from '../api/client.ts'
import { suggestFilters } from './suggest-filters.ts'

const none: Facets = {
  status: [],
  productKey: [],
  strategy: [],
  sourceInstance: [],
  targetInstance: [],
  sourceRegion: [],
  targetRegion: [],
  targetUid: [],
  connection: [],
}
const facets: Facets = {
  ...none,
  status: [
    { value: 'running', name: '', count: 86 },
    { value: 'completed', name: '', count: 2171 },
  ],
  targetInstance: [
    { value: 'iot-cn-1', name: 'Lab of Frankfurt', count: 90 },
    { value: 'iot-cn-2', name: 'Frankfurt Retail', count: 19 },
    { value: 'iot-cn-3', name: 'Home Shanghai', count: 5 },
  ],
  targetRegion: [{ value: 'eu-central-1', name: '', count: 23 }],
}
const options = {
  part: null,
  facets,
  labelOf: (_: string, value: string, name: string) => name || value,
}
const values = (text: string, more: Partial<Parameters<typeof suggestFilters>[0]> = {}) =>
  suggestFilters({ ...options, text, ...more }).map(({ value }) => value)

test('finds values by id and by name in either language, the closest first', () => {
  expect(values('frank')).toEqual(['eu-central-1', 'iot-cn-2', 'iot-cn-1'])
  expect(values('法兰克福')).toEqual(['eu-central-1'])
  expect(values('CENTRAL')).toEqual(['eu-central-1'])
  expect(values('执行')).toEqual(['running'])
  expect(values('iot-cn-3')).toEqual(['iot-cn-3'])
})

test('one letter is not enough, one Han character is', () => {
  expect(values('r')).toEqual([])
  expect(values('福')).toEqual(['eu-central-1'])
})

test('of a filter that is being typed it offers what it can be, all of it at first', () => {
  expect(values('', { part: 'status' })).toEqual(['completed', 'running'])
  expect(values('run', { part: 'status' })).toEqual(['running'])
  expect(
    suggestFilters({ ...options, text: '', part: 'created' }).map(({ chip }) => chip.filter),
  ).toContainEqual({ createdFrom: '-P7D' })
})

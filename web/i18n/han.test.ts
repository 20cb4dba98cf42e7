import { expect, test } from 'vitest'
import { han } from './han.ts'

test.each([
  { value: '苏州', text: '删除苏州吗' },
  { value: 'Plant 7', text: '删除 Plant 7 吗' },
  { value: '苏州A线', text: '删除苏州A线吗' },
  { value: '7 天', text: '删除 7 天吗' },
  { value: '“苏州”', text: '删除“苏州”吗' },
  { value: 'Ürümqi', text: '删除 Ürümqi 吗' },
  { value: '', text: '删除吗' },
])('$value stands in Chinese as $text', ({ value, text }) => {
  expect(han`删除${value}吗`).toBe(text)
})

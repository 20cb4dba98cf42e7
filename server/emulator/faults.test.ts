import { expect, test } from 'vitest'
import { createFaults, type FaultLimits } from './faults.ts'
import { parseFault, readFaults } from './read-faults.ts'

let time = 0
const aFaults = () => createFaults(() => time)

test.each<{ limits: FaultLimits; struck: number[]; meaning: string }>([
  { limits: {}, struck: [1, 2, 3, 4, 5, 6], meaning: 'every call' },
  { limits: { nth: 3 }, struck: [3], meaning: 'the third call alone' },
  { limits: { times: 2 }, struck: [1, 2], meaning: 'two calls' },
  { limits: { nth: 3, times: 2 }, struck: [3, 4], meaning: 'two calls from the third on' },
])('$limits strikes $meaning', ({ limits, struck }) => {
  const faults = aFaults()
  faults.set([{ kind: 'hang', ...limits }])
  const calls = [1, 2, 3, 4, 5, 6].filter(() => faults.fires('hang', 'List'))
  expect(calls).toEqual(struck)
})

test('strikes and counts only the operation that it names', () => {
  const faults = aFaults()
  faults.set([{ kind: 'hang', action: 'List', nth: 2 }])
  const calls = ['List', 'Query', 'Query', 'List', 'List']
  expect(calls.map((action) => faults.fires('hang', action) !== undefined)).toEqual([
    false,
    false,
    false,
    true,
    false,
  ])
})

test('ends after its seconds, and then is not listed any more', () => {
  const faults = aFaults()
  faults.set([{ kind: 'html', seconds: 2 }])
  time += 1999
  expect(faults.fires('html', 'List')).toMatchObject({ kind: 'html' })
  time += 1
  expect(faults.fires('html', 'List')).toBeUndefined()
  expect(faults.list()).toEqual([])
})

test('several are on at once, and end one kind at a time', () => {
  const faults = aFaults()
  faults.set([{ kind: 'hang' }, { kind: 'latency', ms: 5 }])
  faults.add({ kind: 'lone-object' })
  faults.clear('hang')
  expect(faults.list().map(({ kind }) => kind)).toEqual(['latency', 'lone-object'])
  faults.clear()
  expect(faults.list()).toEqual([])
})

test.each([
  { text: 'hang', fault: { kind: 'hang' } },
  { text: 'latency:ms=300,jitterMs=50', fault: { kind: 'latency', ms: 300, jitterMs: 50 } },
  { text: 'cut-json:early,nth=2', fault: { kind: 'cut-json', early: true, nth: 2 } },
  {
    text: 'needs-instance:instanceId=iot-1,action=QueryProductList',
    fault: { kind: 'needs-instance', instanceId: 'iot-1', action: 'QueryProductList' },
  },
])('"$text" means $fault', ({ text, fault }) => {
  expect(parseFault(text)).toEqual(fault)
})

test.each([
  { value: null, message: 'A fault is a JSON object' },
  { value: { kind: 'rain' }, message: 'Unknown fault "rain"' },
  { value: { kind: 'latency' }, message: 'Fault "latency" needs "ms"' },
  { value: { kind: 'latency', ms: '5' }, message: '"ms" must be a number of 0 or more' },
  { value: { kind: 'hang', ms: 5 }, message: 'Fault "hang" has no "ms"' },
  { value: { kind: 'hang', times: -1 }, message: '"times" must be a number of 0 or more' },
  { value: [{ kind: 'hang' }, { kind: 'cut-json', early: 1 }], message: 'must be a true or false' },
])('$value is refused: $message', ({ value, message }) => {
  expect(() => readFaults(value)).toThrow(message)
})

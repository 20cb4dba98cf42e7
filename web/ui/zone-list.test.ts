import { expect, test } from 'vitest'
import { allZones, findZones, listZones } from './zone-list.ts'

const atMs = Date.parse('2026-11-24T02:00:00Z')
const english = listZones(allZones(), 'en', atMs, { 'America/Los_Angeles': 'Silicon Valley' })
const chinese = listZones(allZones(), 'zh-CN', atMs, { 'Asia/Shanghai': '上海 北京' })

const found = (query: string, zones = english) => findZones(zones, query).map(({ zone }) => zone)

test('UTC stands first, once, and every zone is there', () => {
  const zones = english.map(({ zone }) => zone)
  expect(zones[0]).toBe('UTC')
  expect(zones.filter((zone) => zone === 'UTC')).toHaveLength(1)
  expect(zones).toContain('Asia/Shanghai')
  expect(zones.length).toBeGreaterThan(400)
})

test.each([
  { query: 'los ang', zone: 'America/Los_Angeles' },
  { query: 'Los_Angeles', zone: 'America/Los_Angeles' },
  { query: 'asia +8', zone: 'Asia/Shanghai' },
  { query: 'UTC+8', zone: 'Asia/Shanghai' },
  { query: '+08:00', zone: 'Asia/Shanghai' },
  { query: 'GMT -8', zone: 'America/Los_Angeles' },
  { query: '+5:45', zone: 'Asia/Katmandu' },
  { query: 'silicon', zone: 'America/Los_Angeles' },
  { query: 'pacific time', zone: 'America/Los_Angeles' },
])('$query finds $zone', ({ query, zone }) => {
  expect(found(query)).toContain(zone)
})

test.each(['上海', '中国', 'shanghai'])('in Chinese, %s finds Shanghai', (query) => {
  expect(found(query, chinese)).toContain('Asia/Shanghai')
})

test('an offset is met whole', () => {
  expect(found('+5')).not.toContain('Asia/Katmandu')
  expect(found('+1')).not.toContain('Pacific/Auckland')
  expect(found('+0')).toContain('UTC')
})

test('a zone that the browser takes without listing it is found by its whole name', () => {
  const listed = new Set(english.map(({ zone }) => zone))
  const unlisted = ['Asia/Kolkata', 'Asia/Calcutta'].filter((zone) => !listed.has(zone))
  for (const zone of unlisted) expect(found(zone)).toEqual([zone])
  expect(found('Mars/Olympus')).toEqual([])
})

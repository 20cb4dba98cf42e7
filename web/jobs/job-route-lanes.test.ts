import { expect, it } from 'vitest'
import { lanePaths } from './job-route-lanes.tsx'

it('draws one straight lane to one target', () => {
  expect(lanePaths(1)).toEqual(['M4 22H72'])
})

it('fans out to three: up, straight on, down', () => {
  expect(lanePaths(3)).toEqual(['M4 66H36V30q0 -8 8 -8H72', 'M4 66H72', 'M4 66H36V102q0 8 8 8H72'])
})

it('ends each of eight lanes at the middle of its row', () => {
  const paths = lanePaths(8)
  const ends = paths.map((path) => {
    const [, turnY, curveY] = /V(\d+)q0 -?8 8 (-?8)H72$/.exec(path) ?? []
    return Number(turnY) + Number(curveY)
  })
  expect(ends).toEqual([22, 66, 110, 154, 198, 242, 286, 330])
})

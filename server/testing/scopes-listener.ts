import { expect } from 'vitest'
import type { ReadEvent } from '../api/event-reader.ts'
import type { JobChange } from '../jobs/job-store.ts'
import type { House } from './scopes-house.ts'

/** One viewer's event stream: what they were told, over any number of cuts. */
export function aListener(house: House, viewer: number, isPart: boolean) {
  const told: JobChange[] = []
  const expected: JobChange[] = []
  let reader = house.listen(viewer)
  let read = 0

  function take() {
    const events = reader.events()
    for (const { name, data } of events.slice(read)) {
      if (name === 'jobs') told.push(...(data as { changes: JobChange[] }).changes)
    }
    read = events.length
  }
  const lastId = () => reader.events().findLast(({ id }: ReadEvent) => id !== null)?.id ?? null

  return {
    expect: (change: JobChange | null) => void (change && expected.push(change)),
    isThere: () => reader.until(() => reader.named('sync').length > 0),
    lastId,
    async cut() {
      await this.hear()
      reader.cut()
      await reader.until(reader.isOver)
    },
    async comeBack() {
      reader = house.listen(viewer, lastId())
      read = 0
      await this.isThere()
      expect(reader.named('ready')).toHaveLength(1)
    },
    /** Until it has heard what it should have; what it should not have comes before the end. */
    async hear() {
      await reader.until(() => {
        take()
        return told.length >= expected.length
      })
    },
    /** Gives how much it was told. */
    async end(epoch: string) {
      await reader.until(reader.isOver)
      take()
      expect(told).toEqual(expected)
      if (isPart) expect(reader.text()).not.toContain(epoch)
      return told.length
    },
  }
}

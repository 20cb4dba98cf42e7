import { EventEmitter } from 'node:events'
import type { Outlet } from './event-fan-out.ts'

/** A client for tests, who takes nothing in while `isSlow`. */
export function anOutlet() {
  const events = new EventEmitter()
  const outlet = Object.assign(events, {
    written: [] as string[],
    isSlow: false,
    isEnded: false,
    isCut: false,
    writableLength: 0,
    write(bytes: Uint8Array) {
      outlet.written.push(Buffer.from(bytes).toString())
      if (outlet.isSlow) outlet.writableLength += bytes.length
    },
    destroySoon() {
      outlet.isEnded = true
      events.emit('close')
    },
    destroy() {
      outlet.isCut = true
      events.emit('close')
    },
  })
  return outlet satisfies Outlet
}

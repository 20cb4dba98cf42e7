import { type Dispatcher, Pool } from 'undici'
import type { VirtualClock } from './virtual-clock.ts'

/**
 * Real connections whose answers take so long on a virtual clock: half of it passes before a
 * request is sent and half before its answer is seen, as on a long way.
 */
export function openFarAway(origin: string, latencyMs: number, clock: VirtualClock) {
  const pool = new Pool(origin, { connections: 12, pipelining: 1 })
  const later = (go: () => void) => void clock.setTimer(go, latencyMs / 2)
  const dispatcher = pool.compose((dispatch) => (options, handler) => {
    const call = heldBack(handler, later, clock)
    later(() => {
      if (call.isAborted()) return
      clock.begin()
      dispatch(options, call.handler)
    })
    return true
  })
  return { dispatcher: dispatcher as Dispatcher, close: () => pool.destroy() }
}

/** Takes an answer in as fast as it comes, and gives it on when its time has come. */
function heldBack(
  handler: Dispatcher.DispatchHandler,
  later: (go: () => void) => void,
  clock: VirtualClock,
) {
  let isAborted = false
  let answer: [number, Parameters<NonNullable<typeof handler.onResponseStart>>[2]] = [0, {}]
  const chunks: Buffer[] = []
  // All of the answer is here before any of it is given on: there is nothing to hold up.
  const controller: Dispatcher.DispatchController = {
    aborted: false,
    paused: false,
    reason: null,
    rawHeaders: null,
    rawTrailers: null,
    abort(reason) {
      if (isAborted) return
      isAborted = true
      handler.onResponseError?.(controller, reason)
    },
    pause: () => {},
    resume: () => {},
  }
  handler.onRequestStart?.(controller, {})
  const taking: Dispatcher.DispatchHandler = {
    onRequestStart: () => {},
    onResponseStart(_, status, headers) {
      answer = [status, headers]
    },
    onResponseData(_, chunk) {
      chunks.push(Buffer.from(chunk))
    },
    onResponseEnd(_, trailers) {
      clock.end()
      later(() => {
        if (isAborted) return
        handler.onResponseStart?.(controller, ...answer)
        for (const chunk of chunks) handler.onResponseData?.(controller, chunk)
        handler.onResponseEnd?.(controller, trailers)
      })
    },
    onResponseError(_, error) {
      clock.end()
      controller.abort(error)
    },
  }
  return { handler: taking, isAborted: () => isAborted }
}

import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { parentPort, workerData } from 'node:worker_threads'

/**
 * Where the time of a call goes. `uniform`: before the count and after it alike. `adverse`: before
 * it or after it at random, so that one call is counted as late as can be and a later one as early.
 */
export type Delays = 'uniform' | 'adverse'

/** Posted first, and again whenever something is posted to it. */
export type StrictReport = {
  readonly port: number
  readonly calls: number
  /** The most calls in any 1,000 ms. */
  readonly worstWindow: number
  /** The most in a second of any of 20 calendars that are 50 ms apart. */
  readonly worstSecond: number
}

const windowMs = 1000
const phases = 20
const reply = JSON.stringify({
  RequestId: 'R1',
  Success: true,
  Data: { JobInfo: { items: [{ JobId: 'one' }] } },
})

let report: StrictReport = { port: 0, calls: 0, worstWindow: 0, worstSecond: 0 }
let recent: number[] = []
const seconds = Array.from({ length: phases }, () => ({ second: -1, calls: 0 }))

function count(at: number): void {
  recent = [...recent.filter((earlier) => at - earlier < windowMs), at]
  let { worstSecond } = report
  for (const [phase, calendar] of seconds.entries()) {
    const second = Math.floor((at + (phase * windowMs) / phases) / windowMs)
    calendar.calls = second === calendar.second ? calendar.calls + 1 : 1
    calendar.second = second
    worstSecond = Math.max(worstSecond, calendar.calls)
  }
  const worstWindow = Math.max(report.worstWindow, recent.length)
  report = { ...report, calls: report.calls + 1, worstWindow, worstSecond }
}

/** Up to 250 ms, and 1.2 s for one in a hundred: a packet that was lost and sent again. */
function drawMs(): number {
  return Math.random() < 0.01 ? 1200 : Math.random() * 250
}

function drawDelays(): readonly [before: number, after: number] {
  if (workerData === ('uniform' satisfies Delays)) return [drawMs(), drawMs()]
  return Math.random() < 0.5 ? [drawMs(), 0] : [0, drawMs()]
}

const server = createServer({ keepAliveTimeout: 60_000 }, (request, response) => {
  const [beforeMs, afterMs] = drawDelays()
  request.resume()
  setTimeout(() => {
    count(performance.now())
    setTimeout(() => {
      response.writeHead(200, { 'content-type': 'application/json' })
      response.end(reply)
    }, afterMs)
  }, beforeMs)
})

server.listen(0, '127.0.0.1', () => {
  report = { ...report, port: (server.address() as AddressInfo).port }
  parentPort?.postMessage(report)
})
parentPort?.on('message', () => parentPort?.postMessage(report))

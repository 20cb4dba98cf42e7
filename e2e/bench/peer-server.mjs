// bull-board on bullmq, in a folder where both are installed: node peer-server.mjs <redis port> <jobs>
import { createBullBoard } from '@bull-board/api'
import { BullMQAdapter } from '@bull-board/api/bullMQAdapter'
import { ExpressAdapter } from '@bull-board/express'
import { Queue, Worker } from 'bullmq'
import express from 'express'

const [port, jobs] = process.argv.slice(2).map(Number)
const connection = { host: '127.0.0.1', port, maxRetriesPerRequest: null }
const queue = new Queue('distribution', { connection })
await queue.setGlobalConcurrency(1)
const batch = 2000
for (let made = 0; made < jobs; made += batch) {
  await queue.addBulk(
    Array.from({ length: Math.min(batch, jobs - made) }, (_, n) => ({
      name: 'distribute',
      data: {
        productKey: 'a1BwAGV4kPz',
        source: 'Factory Shanghai',
        target: 'Retail Frankfurt',
        devices: made + n,
      },
    })),
  )
}
// Some that have ended, so that there is something to filter by.
let ended = 0
await new Promise((resolve) => {
  const worker = new Worker(
    'distribution',
    async () => {
      ended += 1
      if (ended === 50) void worker.close().then(resolve)
    },
    { connection },
  )
})
const board = new ExpressAdapter()
createBullBoard({ queues: [new BullMQAdapter(queue)], serverAdapter: board })
const app = express()
app.use(board.getRouter())
const server = app.listen(0, '127.0.0.1', () => {
  process.stdout.write(`Peer: http://127.0.0.1:${server.address().port}\n`)
})

import type { IncomingMessage } from 'node:http'

const bodyLimit = 1_000_000

/** The whole body, or `undefined` when it is longer than the limit; the rest is thrown away then. */
export async function readBody(request: IncomingMessage): Promise<Buffer | undefined> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length
    if (size > bodyLimit) break
    chunks.push(chunk)
  }
  return size > bodyLimit ? undefined : Buffer.concat(chunks)
}

import { promisify } from 'node:util'
import { gzip } from 'node:zlib'

const zip = promisify(gzip)

/** Below this the head weighs more than what is saved. Bytes. */
const leastBytes = 1024

/** A reply's body, compressed at the first wish for it and then for all who wish so. */
export type Zippable = {
  readonly bytes: Uint8Array<ArrayBuffer>
  readonly zipped: () => Promise<Uint8Array<ArrayBuffer>>
}

export function zippable(bytes: Uint8Array<ArrayBuffer>): Zippable {
  let zipped: Promise<Uint8Array<ArrayBuffer>> | undefined
  return {
    bytes,
    zipped() {
      zipped ??= zip(bytes).then((result) => new Uint8Array(result))
      return zipped
    },
  }
}

/** As the asker wants it: RFC 9110 sections 8.4.1.3 (gzip) and 12.5.3 (Accept-Encoding). */
export async function toJsonReply(body: Zippable, acceptEncoding: string | undefined) {
  const headers = { 'content-type': 'application/json', vary: 'accept-encoding' }
  if (body.bytes.length < leastBytes || !takesGzip(acceptEncoding ?? '')) {
    return new Response(body.bytes, { headers })
  }
  return new Response(await body.zipped(), { headers: { ...headers, 'content-encoding': 'gzip' } })
}

function takesGzip(acceptEncoding: string): boolean {
  return acceptEncoding.split(',').some((part) => {
    const [coding = '', ...parameters] = part.split(';').map((text) => text.trim().toLowerCase())
    return coding === 'gzip' && !parameters.some((text) => /^q=0(\.0*)?$/.test(text))
  })
}

import { gunzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { toJsonReply, zippable } from './zippable.ts'

const text = JSON.stringify({ jobs: Array.from({ length: 200 }, (_, at) => ({ jobId: at })) })
const body = zippable(new TextEncoder().encode(text))

test.each(['gzip', 'br, gzip;q=0.5', 'deflate,GZIP ; q=1.0'])(
  'who takes %s is given it so',
  async (accept) => {
    const reply = await toJsonReply(body, accept)
    expect(reply.headers.get('content-encoding')).toBe('gzip')
    expect(reply.headers.get('vary')).toBe('accept-encoding')
    const bytes = new Uint8Array(await reply.arrayBuffer())
    expect(bytes.length).toBeLessThan(text.length / 2)
    expect(gunzipSync(bytes).toString()).toBe(text)
  },
)

test.each([undefined, '', 'br', 'identity', 'gzip;q=0', 'gzip; q=0.000', 'xgzip'])(
  'who takes %s is given it as it is',
  async (accept) => {
    const reply = await toJsonReply(body, accept)
    expect(reply.headers.get('content-encoding')).toBeNull()
    expect(await reply.text()).toBe(text)
  },
)

test('what is small stays as it is, and what many take is compressed once', async () => {
  const small = zippable(new TextEncoder().encode('{}'))
  expect((await toJsonReply(small, 'gzip')).headers.get('content-encoding')).toBeNull()
  expect(await body.zipped()).toBe(await body.zipped())
})

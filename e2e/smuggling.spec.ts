import { connect } from 'node:net'
import { text } from 'node:stream/consumers'
import { expect, test } from '@playwright/test'
import { Hono } from 'hono'
import type { AccessEnv } from '../server/access/sign-in.ts'
import { anAccess } from '../server/testing/an-access.ts'
import { gateOver } from '../server/testing/gate-over.ts'
import { findNginx, freePort, startNginx } from './nginx.ts'
import { aFolder, removeFolder } from './servers.ts'

type Seen = { readonly method: string; readonly target: string; readonly body: string }

const folder = aFolder()
let port = 0
let stop = async () => {}
/** What got past the gate. */
let seen: Seen[] = []

/** The server and the gate of the product, behind nginx as its example has it, over an echo. */
test.beforeAll(async () => {
  test.setTimeout(300_000)
  findNginx()
  port = await freePort()
  const access = anAccess({ publicUrl: new URL(`http://127.0.0.1:${port}/waybill`) })
  const rooms = new Hono<AccessEnv>().all('*', async (c) => {
    const { pathname, search } = new URL(c.req.url)
    const asked = { method: c.req.method, target: pathname + search, body: await c.req.text() }
    seen.push(asked)
    return c.json(asked)
  })
  const gated = await gateOver(access, rooms)
  const nginx = await startNginx(folder, port, String(gated.port))
  stop = async () => {
    await nginx.stop()
    gated.stop()
  }
  await expect.poll(() => ask(honest(0)).catch(() => '')).toMatch(/^HTTP\/1.1 200 /)
})

test.afterAll(async () => {
  await stop()
  removeFolder(folder)
})

/** What comes back for these very bytes, until nothing does for a while. */
async function ask(bytes: string): Promise<string> {
  const socket = connect(port, '127.0.0.1')
  socket.setTimeout(1500, () => socket.end())
  socket.write(bytes.replaceAll('HOST', `127.0.0.1:${port}`), 'latin1')
  return text(socket)
}

const honest = (at: number) =>
  `GET /waybill/api/honest?at=${at} HTTP/1.1\r\nHost: HOST\r\nConnection: close\r\n\r\n`
const smuggled = 'GET /waybill/api/smuggled HTTP/1.1\r\nHost: HOST\r\nX: 1\r\n\r\n'
const post = (headers: string, body: string) =>
  `POST /waybill/api/jobs HTTP/1.1\r\nHost: HOST\r\nX-Waybill: 1\r\nContent-Type: application/json\r\n${headers}\r\n${body}`
const get = (target: string, headers = 'Host: HOST\r\n') =>
  `GET ${target} HTTP/1.1\r\n${headers}Connection: close\r\n\r\n`

const chunked = `0\r\n\r\n${smuggled}`
/** The whole of it is the body of one request, by its length. */
const lengthOf = (body: string) => body.replaceAll('HOST', `127.0.0.1:${port}`).length

/** Each with the targets that may get past the gate by it; whatever else does is another request. */
const attacks: Readonly<Record<string, readonly [bytes: () => string, ...may: string[]]>> = {
  'a length and chunks': [
    () => post(`Content-Length: ${lengthOf(chunked)}\r\nTransfer-Encoding: chunked\r\n`, chunked),
  ],
  'chunks and a length': [
    () => post(`Transfer-Encoding: chunked\r\nContent-Length: 4\r\n`, chunked),
  ],
  'two lengths': [
    () => post(`Content-Length: 0\r\nContent-Length: ${lengthOf(smuggled)}\r\n`, smuggled),
  ],
  'a length with a sign': [() => post(`Content-Length: +${lengthOf(smuggled)}\r\n`, smuggled)],
  'chunks by another name': [() => post('Transfer-Encoding: xchunked\r\n', chunked)],
  'chunks twice': [() => post('Transfer-Encoding: chunked, chunked\r\n', chunked)],
  'chunks as a second coding': [() => post('Transfer-Encoding: identity, chunked\r\n', chunked)],
  'a space before the colon': [() => post('Transfer-Encoding : chunked\r\n', chunked)],
  'a tab before chunked': [
    () => post(`Transfer-Encoding:\u000bchunked\r\nContent-Length: 5\r\n`, chunked),
  ],
  'a chunk longer than can be': [
    () => post('Transfer-Encoding: chunked\r\n', `ffffffffffffffff1\r\n${smuggled}`),
  ],
  'a chunk that ends in a bare line feed': [
    () => post('Transfer-Encoding: chunked\r\n', `5;x\n12345\r\n0\r\n\r\n`),
    '/waybill/api/jobs',
  ],
  'a body where none is expected': [
    () =>
      `GET /waybill/api/jobs HTTP/1.1\r\nHost: HOST\r\nContent-Length: ${lengthOf(smuggled)}\r\n\r\n${smuggled}`,
    '/waybill/api/jobs',
  ],
  'a length that lies': [() => post('Content-Length: 3\r\n', `{}\n`), '/waybill/api/jobs'],
  'two hosts': [() => get('/waybill/api/jobs', 'Host: HOST\r\nHost: evil.test\r\n')],
  'two hosts, ours the second': [
    () => get('/waybill/api/jobs', 'Host: evil.test\r\nHost: HOST\r\n'),
  ],
  'no host': [() => get('/waybill/api/jobs', '')],
  'another host': [() => get('/waybill/api/jobs', 'Host: evil.test\r\n')],
  'an absolute target of another host': [
    () => get('http://evil.test/waybill/api/jobs'),
    '/waybill/api/jobs',
  ],
  'an absolute target for another host': [
    () => get(`http://127.0.0.1:${port}/waybill/api/jobs`, 'Host: evil.test\r\n'),
  ],
  'a header that is folded': [
    () => get('/waybill/api/jobs', 'Host: HOST\r\nX-A: 1\r\n Transfer-Encoding: chunked\r\n'),
  ],
  'a header that is folded at the host': [
    () => get('/waybill/api/jobs', 'Host: HOST\r\n evil.test\r\n'),
  ],
  'a bare carriage return': [() => get('/waybill/api/jobs', 'Host: HOST\r\nX-A: 1\rX-B: 2\r\n')],
  'a NUL': [() => get('/waybill/api/jobs', 'Host: HOST\r\nX-A: \u00001\r\n')],
  dots: [() => get('/waybill/../api/jobs')],
  'dots that are escaped': [() => get('/waybill/%2e%2e/api/jobs')],
  'dots and a slash that are escaped': [() => get('/waybill/x%2f%2e%2e%2fapi/jobs')],
  'dots that lead to what stays here': [() => get('/waybill/x/%2e%2e/metrics')],
  'the name of what stays here, escaped': [() => get('/waybill/%6detrics')],
  'two slashes': [() => get('/waybill//api/jobs')],
  'a backslash': [() => get('/waybill\\api/jobs')],
  'a path that is no path': [() => get('waybill/api/jobs')],
}

for (const [at, [name, [bytes, ...may]]] of Object.entries(attacks).entries()) {
  test(`through nginx, ${name}: refused, or the same request`, async () => {
    seen = []
    const reply = await ask(bytes())
    for (const { target } of seen) expect(may, reply).toContain(target)
    if (seen.length === 0) expect(reply).toMatch(/^(HTTP\/1.1 (4\d\d|501) |$|<html>)/)
    expect(seen.length).toBeLessThanOrEqual(1)
    expect(seen.filter(({ target }) => target.includes('smuggled'))).toEqual([])
    // The lines between nginx and the server are used again: nobody gets what was left on one.
    seen = []
    for (let again = 0; again < 4; again += 1) {
      const own = await ask(honest(at))
      expect(own).toMatch(/^HTTP\/1.1 200 /)
      expect(own).toContain(`"target":"/waybill/api/honest?at=${at}"`)
    }
    expect(seen).toHaveLength(4)
  })
}

import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Arrivals } from './arrivals.ts'
import type { AccessKey, AccessKeys } from './authenticate.ts'
import type { FaultKind, Faults } from './faults.ts'
import { readBody } from './read-body.ts'
import { faultKinds, readFaults } from './read-faults.ts'
import { readKeys } from './read-keys.ts'
import type { World } from './world.ts'
import { controlWorld } from './world-control.ts'

export type Controlled = { faults: Faults; world: World; arrivals: Arrivals; keys: AccessKeys }

const helpText = `Controls of the emulated gateway

GET    /faults             what is on
PUT    /faults             a JSON list of faults, or one: replaces what is on
POST   /faults             the same, in addition to what is on
DELETE /faults             switches all off; ?kind=hang only that one
GET    /keys               the ids of the keys that are known, and whose they are
PUT    /keys               a JSON list of keys, or one: replaces those that are known. A key is
                           {"accessKeyId", "accessKeySecret", "securityToken"?, "account"?,
                           "disabled"?}; each account has the whole limit of calls
GET    /arrivals           calls and throttles, by operation and account, and the fullest second
DELETE /arrivals           forgets them
GET    /world              how many jobs there are, by status
GET    /world/jobs         all with status and time, newest first; ?status=1 only the running ones
POST   /world/jobs         makes one: a JSON object of jobId, productKey, strategy, sourceUid, source,
                           targetUid, targets, deviceCount, createdAt (epoch ms), status; what is
                           not given is made up, and without a body everything
PATCH  /world/jobs/:jobId  {"status": n}: 0 initializing, 1 running, 2 completed, 3 interrupted, or
                           any other up to 255; from then on the job has no life of its own
DELETE /world/jobs/:jobId  it is gone; made again with the same jobId it is back

A fault is {"kind": "...", "action"?: operation, "nth"?: n, "times"?: n, "seconds"?: n, ...}.
nth: from the nth matching call on; alone: that call only.

  latency            ms, jitterMs?         later answers
  throttle           retryAfterMs?         refused, as if somebody else used up the quota
  neighbour          callsPerSecond        somebody else takes so many calls of the quota
  error-500 error-503                      the gateway fails
  system-exception                         the service fails, with HTTP 200
  html               status?               a page of a proxy, 502 unless told otherwise
  cut-json           at?, early?           half the JSON; early: the connection ends before its length
  drip               bytes?, everyMs?      a byte each 200 ms
  reset              afterBytes?           the connection is reset
  hang                                     no answer at all
  security-token-expired                   InvalidSecurityToken.Expired
  next-token-expired                       no NextToken is good any more
  repeat-token                             each page names itself as the next: a walk without end
  shrink             by?                   the Total falls by one (or so many) with each page of a walk
  wrong-total        factor                the Total is so many times the true one
  reorder            shuffled?             the list comes oldest first, or shuffled
  lone-object                              an object for a list of one, null for none
  unknown-status     status?, share?       a fifth of the jobs are in status 7
  needs-instance     instanceId            other calls: iot.Sre.IotInstanceNotFound
  access-denied                            iot.common.RamActionPermissionDeny
`

/** Answers one request to the control port. */
export async function handleControl(
  request: IncomingMessage,
  response: ServerResponse,
  { faults, world, arrivals, keys }: Controlled,
): Promise<void> {
  const url = new URL(request.url ?? '/', 'http://control')
  const send = (status: number, value: unknown) => {
    const isText = typeof value === 'string'
    const type = isText ? 'text/plain; charset=utf-8' : 'application/json'
    response.writeHead(status, { 'content-type': type })
    response.end(isText ? value : `${JSON.stringify(value, null, 2)}\n`)
  }

  switch (`${request.method} ${url.pathname}`) {
    case 'GET /':
      return send(200, helpText)
    case 'GET /faults':
      return send(200, faults.list())
    case 'PUT /faults':
    case 'POST /faults':
      return change(request, send, (body) => {
        const given = readFaults(body)
        if (request.method === 'PUT') faults.set(given)
        else for (const fault of given) faults.add(fault)
        return faults.list()
      })
    case 'DELETE /faults': {
      const kind = url.searchParams.get('kind') ?? undefined
      if (kind !== undefined && !faultKinds.some((known) => known === kind)) {
        return send(400, { error: `Unknown fault "${kind}"` })
      }
      faults.clear(kind as FaultKind | undefined)
      return send(200, faults.list())
    }
    case 'GET /keys':
      return send(200, keys.list().map(toShown))
    case 'PUT /keys':
      return change(request, send, (body) => {
        keys.replace(readKeys(body))
        return keys.list().map(toShown)
      })
    case 'GET /arrivals':
      return send(200, arrivals.report())
    case 'DELETE /arrivals':
      arrivals.clear()
      return send(200, arrivals.report())
    default: {
      const reply = await controlWorld(request, url, world)
      if (reply) return send(reply.status, reply.value)
      return send(404, { error: 'No such control; GET / lists them' })
    }
  }
}

type Send = (status: number, value: unknown) => void

/** `apply` throws, in words, for a body that it does not take. */
async function change(request: IncomingMessage, send: Send, apply: (body: unknown) => unknown) {
  const body = await readBody(request)
  try {
    send(200, apply(JSON.parse(body?.toString('utf8') ?? '')))
  } catch (error) {
    send(400, { error: error instanceof Error ? error.message : 'Not understood' })
  }
}

/** Secrets are given, never told. */
function toShown({ accessKeyId, account = '', disabled = false }: AccessKey) {
  return { accessKeyId, account, disabled }
}

import { createHmac } from 'node:crypto'
import type { WorldJob } from './job-rows.ts'
import { type Param, parseParams } from './percent.ts'
import { draw, textLot } from './random.ts'
import { toXml } from './reply.ts'

type FileReply = { status: number; contentType: string; body: string }

/** The object store behind the links of QueryDeviceDistributeDetail. */
export type ResultFiles = {
  /** A link on `origin` that is good for ten minutes. */
  link(origin: string, jobId: string): string
  /** Answers a GET; undefined for a path that is no result file at all. */
  read(url: string, requestId: string): FileReply | undefined
}

export type ResultFilesOptions = {
  secret: string
  now: () => number
  find(jobId: string): WorldJob | undefined
}

const validSeconds = 600
const folder = '/job-results/'
const storeKeyId = 'EmulatedObjectStore'

export function createResultFiles({ secret, now, find }: ResultFilesOptions): ResultFiles {
  const sign = (path: string, expires: string) =>
    createHmac('sha1', secret).update(`GET\n\n\n${expires}\n${path}`).digest('base64')

  return {
    link(origin, jobId) {
      const path = `${folder}${jobId}`
      const expires = String(Math.floor(now() / 1000) + validSeconds)
      const query = new URLSearchParams({
        Expires: expires,
        OSSAccessKeyId: storeKeyId,
        Signature: sign(path, expires),
      })
      return `${origin}${path}?${query}`
    },
    read(url, requestId) {
      const [path = '', query = ''] = url.split('?')
      if (!path.startsWith(folder)) return undefined
      const params = new Map<Param[0], Param[1]>(parseParams(query))
      const expires = params.get('Expires') ?? ''
      if (params.get('Signature') !== sign(path, expires)) {
        return refusal(403, 'SignatureDoesNotMatch', 'The signature does not match.', requestId)
      }
      if (now() >= Number(expires) * 1000) {
        return refusal(403, 'AccessDenied', 'Request has expired.', requestId)
      }
      const job = find(path.slice(folder.length))
      if (!job) return refusal(404, 'NoSuchKey', 'The specified key does not exist.', requestId)
      return { status: 200, contentType: 'application/octet-stream', body: resultOf(job) }
    },
  }
}

/**
 * One JSON line per device. This format is an invention: no document describes the real file, only
 * that each device has a `Code` and that 200 means distributed.
 */
function resultOf(job: WorldJob): string {
  const seed = Math.floor(textLot(job.jobId) * 2 ** 32)
  // Most jobs move every device; in some, and in all that broke off, devices are left behind.
  const failing =
    job.status === 3 ? 0.1 + 0.8 * draw(seed, 0, 2) : draw(seed, 0, 3) < 0.15 ? 0.04 : 0
  const lines: string[] = []
  for (let device = 0; device < job.deviceCount; device += 1) {
    const target = job.targets[Math.floor(draw(seed, device, 1) * job.targets.length)]
    const isMoved = draw(seed, device, 4) >= failing
    lines.push(
      JSON.stringify({
        DeviceName: `${job.productKey.slice(2, 5)}-${(seed + device).toString(16).padStart(9, '0')}`,
        Code: isMoved ? 200 : 500,
        Message: isMoved ? 'success' : 'device distribution failed',
        TargetInstanceId: target?.id ?? '',
      }),
    )
  }
  return `${lines.join('\n')}\n`
}

function refusal(status: number, code: string, message: string, requestId: string): FileReply {
  return {
    status,
    contentType: 'application/xml',
    body: toXml('Error', { Code: code, Message: message, RequestId: requestId }),
  }
}

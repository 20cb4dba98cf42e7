import type { JobSource } from '../jobs/job-source.ts'
import { type CallParts, callAction } from './call-action.ts'
import { unusable } from './refusal.ts'

/** As documented, from whenever the upstream made the link. */
const validMs = 600_000
const longestUrl = 4096

/** See `JobSource`. */
export function createFindResult(parts: CallParts, endpoint: URL): JobSource['findResult'] {
  return async (jobId, call) => {
    const operation = { action: 'QueryDeviceDistributeDetail', query: { JobId: jobId }, form: {} }
    return callAction(parts, operation, call, ({ file, requestId, sentAtMs }) => {
      if (file === undefined || file === null || file === '') return { value: null, jobs: null }
      // The message must not repeat it: were it a good link, it would be a key to the file.
      if (!isLink(file, endpoint)) {
        throw unusable('unreadable-reply', 'The answer has no usable link.', requestId)
      }
      const validUntil = new Date(sentAtMs + validMs).toISOString()
      return { value: { url: file, validUntil }, jobs: null }
    })
  }
}

/**
 * Whether a person's browser may be sent there: an `https` address of a named host, without a user
 * in it. Plain `http` is for the emulator: on loopback, on the very host that answered.
 */
function isLink(file: unknown, endpoint: URL): file is string {
  const isPlain = typeof file === 'string' && /^[!-~]+$/.test(file) && file.length <= longestUrl
  if (!isPlain || !URL.canParse(file)) return false
  const { protocol, hostname, username, password } = new URL(file)
  if (username !== '' || password !== '') return false
  if (protocol === 'http:') return endpoint.protocol === 'http:' && hostname === endpoint.hostname
  return protocol === 'https:' && !isAddress(hostname)
}

function isAddress(hostname: string): boolean {
  return hostname.startsWith('[') || /^[\d.]+$/.test(hostname)
}

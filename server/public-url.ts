import { z } from 'zod'
import { isLoopback } from './connection-config.ts'

/** `WAYBILL_PUBLIC_URL`, or what is wrong with it. A slash at its end is none. */
export function readPublicUrl(value: string, context: z.RefinementCtx): URL {
  const fault = (message: string) => {
    context.addIssue({ code: 'custom', message })
    return z.NEVER
  }
  if (!URL.canParse(value)) {
    return fault(
      'must be the full address that people open, such as https://tools.example.com/waybill',
    )
  }
  const url = new URL(value)
  const isPlain = url.protocol === 'http:' && isLoopback(url)
  if (url.protocol !== 'https:' && !isPlain) {
    return fault('must be https; plain http is for loopback only')
  }
  if (url.username || url.password || url.search || url.hash) {
    return fault('must be an address alone: no user, query or fragment')
  }
  if (url.hostname.endsWith('.')) return fault('must not end its host with a dot')
  if (!/^(\/[\w.~-]+)*\/?$/.test(url.pathname)) {
    return fault('must have a plain path: letters, digits and . _ ~ - between single slashes')
  }
  url.pathname = url.pathname.replace(/\/$/, '')
  return url
}

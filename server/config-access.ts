import { z } from 'zod'

/** Who may reach the page, and by which name. */
export type AccessConfig = {
  /**
   * The address that people open, as `WAYBILL_PUBLIC_URL` gives it, its path without a slash at its
   * end (`/` alone: none). `null`: the one that Waybill listens on.
   */
  readonly publicUrl: URL | null
}

const text = z.string().trim()
const loopback = ['127.0.0.1', '[::1]', 'localhost']

/** The variables of access, for the schema of the whole environment. */
export const accessSchema = {
  WAYBILL_PUBLIC_URL: text.transform(readPublicUrl).optional(),
}

type AccessEnv = z.infer<z.ZodObject<typeof accessSchema>>

export function toAccess(env: AccessEnv): AccessConfig {
  return { publicUrl: env.WAYBILL_PUBLIC_URL ?? null }
}

function readPublicUrl(value: string, context: z.RefinementCtx): URL {
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
  const isPlain = url.protocol === 'http:' && loopback.includes(url.hostname)
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

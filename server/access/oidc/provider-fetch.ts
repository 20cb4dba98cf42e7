import type { CustomFetch } from 'openid-client'
import { Agent, fetch as send } from 'undici'
import { isLoopbackName } from '../host.ts'
import { ProviderAway, SignInFailed } from './sign-in-failed.ts'

const deadlineMs = 5000
/** Far more than sign-ins may have at once, so that those who are signed in are asked about in time. */
const mostConnections = 64
const mostBytes = 1024 * 1024

export type ProviderFetch = { readonly fetch: CustomFetch; close(): Promise<void> }

/**
 * How the provider is asked: in all within five seconds, no redirect, and never in plain text but on
 * this machine. Whatever is no answer is `ProviderAway`.
 */
export function createProviderFetch(): ProviderFetch {
  const dispatcher = new Agent({
    connections: mostConnections,
    connect: { timeout: 3000 },
    maxResponseSize: mostBytes,
  })

  return {
    async fetch(url, { method, headers, body }) {
      const target = new URL(url)
      if (target.protocol !== 'https:' && !isLoopbackName(target.hostname)) {
        throw new SignInFailed('set-up', 'plain_http')
      }
      const signal = AbortSignal.timeout(deadlineMs)
      // Packed, a small answer may be one of gigabytes.
      const plain = { ...headers, 'accept-encoding': 'identity' }
      const init = { method, headers: plain, redirect: 'manual' as const, signal, dispatcher }
      try {
        const reply = await send(target, body ? { ...init, body: String(body) } : init)
        if (reply.headers.has('content-encoding')) throw new ProviderAway('packed_answer')
        const text = await reply.text()
        if (reply.status >= 500 || reply.status === 429) {
          throw new ProviderAway(`status_${reply.status}`)
        }
        const { status } = reply
        return new Response(text || null, { status, headers: [...reply.headers] })
      } catch (error) {
        if (error instanceof ProviderAway) throw error
        throw new ProviderAway(signal.aborted ? 'timed_out' : codeOf(error), error)
      }
    },
    close: () => dispatcher.destroy(),
  }
}

/** The system's, such as `ECONNREFUSED`. */
function codeOf(error: unknown): string {
  const cause = error instanceof Error ? error.cause : undefined
  return cause instanceof Error && 'code' in cause ? String(cause.code) : 'unknown'
}

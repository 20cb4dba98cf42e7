import { AsyncLocalStorage } from 'node:async_hooks'
import type { CustomFetch } from 'openid-client'
import { SecretText } from '../../secret-text.ts'

export type EarlyToken = ReturnType<typeof createEarlyToken>

type Hear = (refreshToken: SecretText) => void

/**
 * Hears of the next refresh token as soon as the token endpoint gave it. The library gives nothing
 * before it has checked the ID token, for which it may have to ask for keys: where that fails, the
 * new token would be lost, and the one before it is used up (RFC 6749 section 6).
 */
export function createEarlyToken(send: CustomFetch) {
  const hearing = new AsyncLocalStorage<Hear>()

  const fetch: CustomFetch = async (url, asked) => {
    const reply = await send(url, asked)
    const hear = hearing.getStore()
    const token = hear && isRefresh(asked.body) ? await tokenOf(reply) : null
    if (token !== null) hear?.(token)
    return reply
  }

  return {
    /** To be asked by in place of `send`. */
    fetch,
    /** `work` refreshes, by `fetch`. */
    during: <T>(hear: Hear, work: () => Promise<T>): Promise<T> => hearing.run(hear, work),
  }
}

function isRefresh(body: unknown): boolean {
  return body instanceof URLSearchParams && body.get('grant_type') === 'refresh_token'
}

/** `null`: none is given anew. Nothing else of the answer is believed. */
async function tokenOf(reply: Response): Promise<SecretText | null> {
  if (reply.status !== 200) return null
  const body: unknown = await reply
    .clone()
    .json()
    .catch(() => null)
  if (typeof body !== 'object' || body === null || !('refresh_token' in body)) return null
  const { refresh_token: token } = body
  return typeof token === 'string' && token !== '' ? new SecretText(token) : null
}

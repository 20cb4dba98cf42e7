import type { ContentfulStatusCode } from 'hono/utils/http-status'
import { readFacts } from '../request-facts.ts'
import type { AccessContext } from '../sign-in.ts'
import type { OnSignIn } from '../sign-in-event.ts'
import { type PlainPage, plainPage } from './plain-page.ts'
import { refusals, SignInFailed, type WhyFailed } from './sign-in-failed.ts'

const statusOf: Record<WhyFailed, ContentfulStatusCode> = {
  away: 503,
  busy: 503,
  denied: 403,
  'not-allowed': 403,
  over: 400,
  'other-browser': 400,
  refused: 400,
  untrusted: 502,
  'set-up': 502,
}

const tryAgainAfterS = 5

export type Pages = ReturnType<typeof createPages>

/** The plain pages of a sign-in: what went wrong with it, and what did not. */
export function createPages(
  basePath: string,
  onFailure: (failure: unknown, requestId: string | null) => void,
  onSignIn: OnSignIn,
) {
  async function show(
    c: AccessContext,
    status: ContentfulStatusCode,
    page: Partial<PlainPage> & Pick<PlainPage, 'name'>,
  ): Promise<Response> {
    c.header('cache-control', 'no-store')
    const rest = { basePath, person: null, requestId: null, refresh: null, act: null }
    return c.html(plainPage({ ...rest, ...page }), status)
  }

  return {
    show,
    /** `to`: where it was to lead; it is tried again from there. Throws what is no `SignInFailed`. */
    fail(c: AccessContext, error: unknown, to: string): Promise<Response> {
      if (!(error instanceof SignInFailed)) throw error
      const requestId = c.get('requestId') ?? null
      onFailure(error, requestId)
      const { why, person } = error
      const { peer } = readFacts(c)
      if (refusals.has(why)) onSignIn({ kind: 'refused', why, person, peer })
      const again = `${basePath}/sign-in?to=${encodeURIComponent(to)}`
      const isNotAllowed = why === 'not-allowed'
      return show(c, statusOf[why], {
        name: why,
        requestId,
        person: person?.name ?? null,
        refresh: statusOf[why] === 503 ? { afterS: tryAgainAfterS, to: again } : null,
        act: isNotAllowed
          ? { kind: 'signInAnew', href: `${again}&as=other` }
          : { kind: 'signIn', href: again },
      })
    },
  }
}

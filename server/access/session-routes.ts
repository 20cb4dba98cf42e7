import { Hono, type MiddlewareHandler } from 'hono'
import { AppError } from '../errors.ts'
import type { AccessEnv, SignIn, SignInKind } from './sign-in.ts'
import type { Viewer } from './viewer.ts'

export type SessionReply = {
  readonly viewer: Viewer
  /** How one is signed in. */
  readonly signIn: SignInKind
  /** It can be ended here. */
  readonly canEnd: boolean
}

type TokenBody = { in: { json: { token: string } }; out: { json: { token: string } } }

const tokenBody: MiddlewareHandler<AccessEnv, string, TokenBody> = async (c, next) => {
  const body: unknown = await c.req.json().catch(() => null)
  const token = typeof body === 'object' && body !== null && 'token' in body ? body.token : null
  if (typeof token !== 'string') {
    throw new AppError('invalid-request', 'The body must be { "token": "…" }.')
  }
  c.req.addValidatedData('json', { token })
  await next()
}

const noSessions = 'Who is signed in is not known here.'

/** `/api/session`: who one is, how one came in, and the way out; `/api/sessions`: the others. */
export function sessionRoutes({ kind, end, launch, sessions }: SignIn) {
  return new Hono<AccessEnv>()
    .get('/session', (c) => {
      const { viewer } = c.var.session
      const reply: SessionReply = { viewer, signIn: kind, canEnd: end !== null }
      return c.json(reply)
    })
    .post('/session/end', (c) => {
      if (!end) throw new AppError('not-found', 'There is nothing to sign out of here.')
      return c.json({ signedOut: true as const, next: end(c) })
    })
    .get('/sessions', (c) => {
      if (!sessions) throw new AppError('not-found', noSessions)
      return c.json({ sessions: sessions.list(c.var.session) })
    })
    .post('/sessions/:id/end', (c) => {
      if (!sessions) throw new AppError('not-found', noSessions)
      sessions.end(c.var.session, c.req.param('id'))
      return c.json({ ended: true as const })
    })
    .post('/session/launch', tokenBody, (c) => {
      if (!launch) throw new AppError('not-found', 'There are no launch links here.')
      launch(c, c.req.valid('json').token)
      return c.json({ signedIn: true as const })
    })
}

import { type Context, Hono, type MiddlewareHandler } from 'hono'
import { adminsOnly } from '../access/admins-only.ts'
import { type AuditLog, anonymous, type Viewer } from '../audit/audit-log.ts'
import { AppError } from '../errors.ts'
import type { RequestEnv } from './told-request.ts'

/** Who asks: as whoever signs people in has set it. */
export function viewerOf(c: Context<RequestEnv>): Viewer {
  return c.get('session')?.viewer ?? anonymous
}

const lookedAt = /^\/api\/(jobs(\/.*)?|facets|events|connections)$/

/** Notes whose jobs somebody looked at, once the reply is a good one. */
export function auditViews(audit: AuditLog): MiddlewareHandler<RequestEnv> {
  return async (c, next) => {
    await next()
    if (!lookedAt.test(c.req.path) || !c.res.ok) return
    const asked = connectionsAsked(c)
    const viewer = viewerOf(c)
    for (const connection of c.get('sight').connections()) {
      if (asked.length === 0 || asked.includes(connection)) audit.noteView(viewer, connection)
    }
  }
}

/** As the routes read them; none: they showed all. */
function connectionsAsked({ req }: Context<RequestEnv>): readonly string[] {
  // All values are read only where there is one: that takes as long as half of the gate does.
  if (req.path === '/api/events' || req.query('connection') === undefined) return []
  const names = req.queries('connection') ?? []
  return names.map((name) => name.trim()).filter((name) => name !== '')
}

const usualSize = 50
const mostSize = 200

/** `/api/audit`: who signed in, viewed which connection and exported what, the newest first. */
export function auditRoute(audit: AuditLog) {
  return new Hono<RequestEnv>().get('/audit', adminsOnly, async (c) => {
    const before = readNumber(c, 'nextToken', Number.MAX_SAFE_INTEGER)
    const size = readNumber(c, 'pageSize', mostSize)
    return c.json(await audit.read(before, size ?? usualSize))
  })
}

function readNumber(c: Context<RequestEnv>, name: string, most: number): number | null {
  const text = c.req.query(name)
  if (text === undefined) return null
  const value = /^[1-9]\d{0,15}$/.test(text) ? Number(text) : 0
  if (value >= 1 && value <= most) return value
  const range = most === mostSize ? `a number from 1 to ${mostSize}` : 'one that a page before gave'
  throw new AppError('invalid-request', `${name} must be ${range}.`)
}

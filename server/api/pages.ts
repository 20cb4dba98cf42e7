import { join } from 'node:path'
import { serveStatic } from '@hono/node-server/serve-static'
import { Hono } from 'hono'
import { isPage } from '../access/open-paths.ts'

const forever = 'public, max-age=31536000, immutable'

/**
 * The built page: hashed assets for ever, the shell never cached. A path that is no page of ours
 * gets the shell too, as 404: it has words for that.
 */
export function pages(folder: string) {
  const shell = serveStatic({ path: join(folder, 'index.html') })
  const files = serveStatic({ root: folder, precompressed: true })
  return new Hono()
    .use('/assets/*', async (c, next) => {
      await next()
      if (c.res.ok) c.res.headers.set('cache-control', forever)
    })
    .get('/assets/*', files, (c) => c.notFound())
    .get('/favicon.svg', files)
    .get('/', (c) => c.redirect('/jobs'))
    .get('/*', async (c, next) => {
      const found = await shell(c, next)
      if (!found) return c.notFound()
      found.headers.set('cache-control', 'no-store')
      const { headers } = found
      return isPage(c.req.path) ? found : new Response(found.body, { status: 404, headers })
    })
}

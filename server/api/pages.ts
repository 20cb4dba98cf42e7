import { join } from 'node:path'
import { serveStatic } from '@hono/node-server/serve-static'
import { Hono } from 'hono'

const asset = 'public, max-age=31536000, immutable'

/** The built page: hashed assets for ever, the shell never cached, every page path the shell. */
export function pages(folder: string) {
  const shell = serveStatic({ path: join(folder, 'index.html') })
  return new Hono()
    .use('/assets/*', async (c, next) => {
      await next()
      if (c.res.ok) c.res.headers.set('cache-control', asset)
    })
    .use('/assets/*', serveStatic({ root: folder, precompressed: true }))
    .get('/assets/*', (c) => c.notFound())
    .get('/', (c) => c.redirect('/jobs'))
    .get('/*', async (c, next) => {
      c.header('cache-control', 'no-store')
      return shell(c, next)
    })
}

import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { serveStatic } from '@hono/node-server/serve-static'
import { Hono } from 'hono'
import { isPage } from '../access/open-paths.ts'
import { loadShell } from './shell.ts'

const forever = 'public, max-age=31536000, immutable'

export type PagesParts = {
  /** The folder of the built page. */
  readonly folder: string
  readonly basePath: string
  /** Folders with the assets of other builds, which open pages may still ask for. */
  readonly olderFolders: () => readonly string[]
}

/**
 * The built page: hashed assets for ever, the shell asked for anew each time. A path that is no page
 * of ours gets the shell too, as 404: it has words for that.
 */
export function pages({ folder, basePath, olderFolders }: PagesParts) {
  const shell = loadShell(folder, basePath)
  const files = serveStatic({ root: folder, precompressed: true })
  return new Hono()
    .use('/assets/*', async (c, next) => {
      await next()
      if (c.res.ok) c.res.headers.set('cache-control', forever)
    })
    .get('/assets/*', files)
    .get('/assets/:name{[\\w.-]+}', async (c, next) => {
      const older = olderFolders().find((root) => existsSync(join(root, c.req.path)))
      if (older === undefined) return c.notFound()
      const found = await serveStatic({ root: older, precompressed: true })(c, next)
      return found ?? c.notFound()
    })
    .all('/assets/*', (c) => c.notFound())
    .get('/favicon.svg', files)
    .get('/', (c) => c.redirect(`${basePath}/jobs`))
    .get('/*', async (c) => {
      if (c.req.path.startsWith('//')) return c.notFound()
      const { text } = await shell()
      return c.html(text, isPage(c.req.path) ? 200 : 404, { 'cache-control': 'no-cache' })
    })
}

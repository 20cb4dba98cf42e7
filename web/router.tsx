import {
  createRootRoute,
  createRoute,
  createRouter,
  type RouterHistory,
  redirect,
} from '@tanstack/react-router'
import { AppShell } from './app-shell.tsx'
import { JobsPage } from './jobs/jobs-page.tsx'
import { parseSearch, type SearchParams, stringifySearch } from './search-params.ts'
import { basePath } from './served-page.ts'
import { lazyNamed } from './ui/lazy-named.ts'
import { PageFailed } from './upgrade/page-failed.tsx'

const JobPage = lazyNamed(async () => (await import('./jobs/job-page.tsx')).JobPage)

const ConnectionsPage = lazyNamed(
  async () => (await import('./connections/connections-page.tsx')).ConnectionsPage,
)

const NotFound = lazyNamed(async () => (await import('./not-found.tsx')).NotFound)

const AuditPage = lazyNamed(async () => (await import('./audit/audit-page.tsx')).AuditPage)

const root = createRootRoute({
  component: AppShell,
  notFoundComponent: NotFound,
  // Every route keeps its query as text; a page reads what it understands of it.
  validateSearch: (search: Record<string, unknown>) => search as SearchParams,
})

const home = createRoute({
  getParentRoute: () => root,
  path: '/',
  beforeLoad: () => {
    throw redirect({ to: '/jobs', replace: true })
  },
})

const jobs = createRoute({
  getParentRoute: () => root,
  path: '/jobs',
  component: JobsPage,
})

const job = createRoute({
  getParentRoute: () => root,
  path: '/jobs/$jobId',
  component: JobPage,
})

const connections = createRoute({
  getParentRoute: () => root,
  path: '/connections',
  component: ConnectionsPage,
})

const audit = createRoute({
  getParentRoute: () => root,
  path: '/connections/audit',
  component: AuditPage,
})

export function createAppRouter(history?: RouterHistory) {
  return createRouter({
    routeTree: root.addChildren([home, jobs, job, connections, audit]),
    basepath: basePath() || '/',
    defaultErrorComponent: PageFailed,
    parseSearch,
    stringifySearch,
    ...(history ? { history } : {}),
  })
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof createAppRouter>
  }
}

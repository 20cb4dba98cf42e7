import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import {
  createMemoryHistory,
  createRootRoute,
  createRouter,
  RouterProvider,
} from '@tanstack/react-router'
import { render } from '@testing-library/react'
import { vi } from 'vitest'
import { ApiProvider } from '../api/api-context.tsx'
import { createClient, type JobWithHistory } from '../api/client.ts'
import { LanguageProvider } from '../i18n/language.tsx'
import { JobDetail } from '../jobs/job-detail.tsx'
import { LiveProvider } from '../live/live-context.tsx'
import { parseSearch, stringifySearch } from '../search-params.ts'
import { createTestLive } from './render-app.tsx'

/** The job that `renderDetail` shows. */
export const jobId = 'UbmsMHmkqv0PiAGx7Tq010001'

/** Answers with each reply in turn; the last one for ever. */
export function replies(...answers: (() => Response | Promise<Response>)[]) {
  let calls = 0
  return vi.fn(async () => {
    const answer = answers[Math.min(calls++, answers.length - 1)]
    if (!answer) throw new TypeError('fetch failed')
    return answer()
  })
}

export const found = (detail: JobWithHistory) => () => Response.json(detail)
export const failed = (status: number, error: object) => () => Response.json({ error }, { status })

type FetchJob = (input: RequestInfo | URL) => Promise<Response>

/** One job's detail alone, on a history of its own. */
export function renderDetail(
  fetchJob: FetchJob,
  variant: 'drawer' | 'page' = 'drawer',
  path = '/',
) {
  const history = createMemoryHistory({ initialEntries: [path] })
  const router = createRouter({
    routeTree: createRootRoute({
      component: () => <JobDetail wanted={{ jobId, connection: null }} variant={variant} />,
    }),
    history,
    parseSearch,
    stringifySearch,
  })
  const rendered = render(
    <QueryClientProvider client={new QueryClient()}>
      <ApiProvider api={createClient(fetchJob as typeof fetch)}>
        <LanguageProvider zone="UTC">
          <LiveProvider live={createTestLive(null)}>
            <RouterProvider router={router as never} />
          </LiveProvider>
        </LanguageProvider>
      </ApiProvider>
    </QueryClientProvider>,
  )
  return { ...rendered, url: () => history.location.href }
}

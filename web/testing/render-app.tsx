import { QueryClientProvider } from '@tanstack/react-query'
import { createMemoryHistory, RouterProvider } from '@tanstack/react-router'
import { render } from '@testing-library/react'
import { vi } from 'vitest'
import { ApiProvider } from '../api/api-context.tsx'
import { createClient } from '../api/client.ts'
import { createQueries } from '../api/query-client.ts'
import { LanguageProvider } from '../i18n/language.tsx'
import { createAppRouter } from '../router.tsx'

/** The whole page on a history of its own, over the given server. */
export function renderApp(path: string, server: typeof fetch) {
  // No layout here: without a height the virtual list would draw nothing.
  vi.spyOn(HTMLElement.prototype, 'clientHeight', 'get').mockReturnValue(900)
  vi.spyOn(HTMLElement.prototype, 'clientWidth', 'get').mockReturnValue(1440)
  const history = createMemoryHistory({ initialEntries: [path] })
  const router = createAppRouter(history)
  const queries = createQueries()
  render(
    <LanguageProvider zone="Asia/Shanghai">
      <ApiProvider api={createClient(server)}>
        <QueryClientProvider client={queries}>
          <RouterProvider router={router} />
        </QueryClientProvider>
      </ApiProvider>
    </LanguageProvider>,
  )
  const url = () => decodeURIComponent(history.location.href)
  return { url, history, queries }
}

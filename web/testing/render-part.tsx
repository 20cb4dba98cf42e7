import { QueryClientProvider } from '@tanstack/react-query'
import { render } from '@testing-library/react'
import type { ReactNode } from 'react'
import { ApiProvider } from '../api/api-context.tsx'
import { createClient } from '../api/client.ts'
import { createQueries } from '../api/query-client.ts'
import { LanguageProvider } from '../i18n/language.tsx'
import { LiveProvider } from '../live/live-context.tsx'
import { ToastProvider } from '../ui/toast.tsx'
import { createTestLive } from './render-app.tsx'

/** A part of the page with everything around it but the page, over the given server. */
export function renderPart(part: ReactNode, server: typeof fetch) {
  const live = createTestLive(null)
  render(
    <LanguageProvider zone="Asia/Shanghai">
      <ApiProvider api={createClient(server)}>
        <QueryClientProvider client={createQueries(live.doubt)}>
          <LiveProvider live={live}>
            <ToastProvider>{part}</ToastProvider>
          </LiveProvider>
        </QueryClientProvider>
      </ApiProvider>
    </LanguageProvider>,
  )
}

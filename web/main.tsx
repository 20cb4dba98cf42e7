import { QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { ApiProvider } from './api/api-context.tsx'
import { createClient } from './api/client.ts'
import { createQueries } from './api/query-client.ts'
import { LanguageProvider } from './i18n/language.tsx'
import { loadFirstMessages } from './i18n/load-language.ts'
import { LiveProvider } from './live/live-context.tsx'
import { openLive } from './live/open-live.ts'
import { createAppRouter } from './router.tsx'
import './styles.css'
import { applyTheme } from './ui/theme.ts'

applyTheme()

const container = document.getElementById('app')
if (!container) throw new Error('index.html has no #app')

const live = openLive()
const messages = await loadFirstMessages()

createRoot(container).render(
  <StrictMode>
    <LanguageProvider messages={messages}>
      <ApiProvider api={createClient()}>
        <QueryClientProvider client={createQueries(live.doubt)}>
          <LiveProvider live={live}>
            <RouterProvider router={createAppRouter()} />
          </LiveProvider>
        </QueryClientProvider>
      </ApiProvider>
    </LanguageProvider>
  </StrictMode>,
)

import { QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { StrictMode, startTransition } from 'react'
import { createRoot } from 'react-dom/client'
import './early.ts'
import { ApiProvider } from './api/api-context.tsx'
import { createClient } from './api/client.ts'
import { createQueries } from './api/query-client.ts'
import { beginFirstReads } from './first-reads.ts'
import { LanguageProvider } from './i18n/language.tsx'
import { loadFirstMessages } from './i18n/load-language.ts'
import { LiveProvider } from './live/live-context.tsx'
import { openLive } from './live/open-live.ts'
import { createAppRouter } from './router.tsx'
import { SessionGate } from './session/session-gate.tsx'
import { watchSession } from './session/session-watch.ts'
import { takeLaunch } from './session/take-launch.ts'
import './styles.css'
import { nextTurn } from './ui/next-turn.ts'

const container = document.getElementById('app')
if (!container) throw new Error('index.html has no #app')

// What came before was the reading of the whole program.
await nextTurn()
const watch = watchSession((input, init) => fetch(input, init))
await takeLaunch(window, watch)
const live = openLive(watch.fetch)
const queries = createQueries(live.doubt)
const forget = () => queries.clear()
const api = createClient(watch.fetch)
const firstReads = beginFirstReads(queries, api, window.location)
const router = createAppRouter()
const [messages] = await Promise.all([loadFirstMessages(), firstReads.end(router)])

const root = createRoot(container)
// As a transition it is drawn in turns of a few milliseconds; at one go nothing else would be answered.
startTransition(() =>
  root.render(
    <StrictMode>
      <LanguageProvider messages={messages}>
        <ApiProvider api={api}>
          <QueryClientProvider client={queries}>
            <LiveProvider live={live}>
              <SessionGate watch={watch} onOut={forget}>
                <RouterProvider router={router} />
              </SessionGate>
            </LiveProvider>
          </QueryClientProvider>
        </ApiProvider>
      </LanguageProvider>
    </StrictMode>,
  ),
)

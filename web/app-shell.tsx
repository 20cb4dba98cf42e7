import { Outlet } from '@tanstack/react-router'
import { useMessages } from './i18n/language.tsx'
import { useSyncEvents } from './sync/sync-queries.ts'
import { TopBar } from './top-bar.tsx'
import { TimeCard } from './ui/time-card.tsx'
import { ToastProvider } from './ui/toast.tsx'

/** What stays around every page. */
export function AppShell() {
  const words = useMessages().list
  useSyncEvents()
  return (
    <ToastProvider>
      <div className="grid h-dvh grid-cols-[minmax(0,1fr)] grid-rows-[minmax(var(--h-topbar),auto)_minmax(0,1fr)]">
        <a
          href="#main"
          className="fixed top-2 left-2 z-50 -translate-y-[200%] rounded-r2 bg-overlay px-3 py-2 shadow-2 focus:translate-y-0"
        >
          {words.skip}
        </a>
        <TopBar />
        <Outlet />
        <TimeCard />
      </div>
    </ToastProvider>
  )
}

import { Outlet } from '@tanstack/react-router'
import { useState } from 'react'
import { useMessages } from './i18n/language.tsx'
import { useOpenPageKey } from './jobs/use-open-page.ts'
import { PaletteHost } from './palette/palette-host.tsx'
import { useSyncEvents } from './sync/sync-queries.ts'
import { TopBar } from './top-bar.tsx'
import { KeysHost } from './ui/keys-host.tsx'
import { TimeCard } from './ui/time-card.tsx'
import { ToastProvider, useToast } from './ui/toast.tsx'
import { NewVersion } from './upgrade/new-version.tsx'

/** What stays around every page. */
export function AppShell() {
  return (
    <ToastProvider>
      <Shell />
    </ToastProvider>
  )
}

function Shell() {
  const { list, palette } = useMessages()
  const { toastError } = useToast()
  const [isFinding, setFinding] = useState(false)
  const sayNotLoaded = () => toastError(palette.notLoaded)
  useSyncEvents()
  useOpenPageKey()
  return (
    <div className="grid h-dvh grid-cols-[minmax(0,1fr)] grid-rows-[minmax(var(--h-topbar),auto)_minmax(0,1fr)]">
      <a
        href="#main"
        className="fixed top-2 left-2 z-50 -translate-y-[200%] rounded-r2 bg-overlay px-3 py-2 shadow-2 focus:translate-y-0"
      >
        {list.skip}
      </a>
      <TopBar isFinding={isFinding} onFind={() => setFinding(true)} />
      <Outlet />
      <NewVersion />
      <TimeCard />
      <PaletteHost isOpen={isFinding} onOpenChange={setFinding} onFail={sayNotLoaded} />
      <KeysHost onFail={sayNotLoaded} />
    </div>
  )
}

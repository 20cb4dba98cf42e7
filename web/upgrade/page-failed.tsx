import { RefreshCw } from 'lucide-react'
import { useMessages } from '../i18n/language.tsx'
import { Button } from '../ui/button.tsx'
import { RouteArt } from '../ui/route-art.tsx'

/** In place of a page of which a part cannot be had any more, nor be loaded again without the whole. */
export function PageFailed() {
  const words = useMessages().upgrade
  return (
    <main
      id="main"
      role="alert"
      className="grid content-start justify-items-center bg-surface px-4 pt-28 text-center"
    >
      <RouteArt />
      <h1 className="mt-6 text-16 font-semibold tracking-tight">{words.failedTitle}</h1>
      <p className="mt-2 max-w-[60ch] text-pretty text-text-2">{words.failedHelp}</p>
      <Button kind="primary" className="mt-4" onClick={() => window.location.reload()}>
        <RefreshCw aria-hidden="true" strokeWidth={2.25} />
        {words.reload}
      </Button>
    </main>
  )
}

import { RefreshCw, X } from 'lucide-react'
import { useState } from 'react'
import { useMessages } from '../i18n/language.tsx'
import { pageBuild } from '../served-page.ts'
import { useServedBuild } from '../sync/sync-queries.ts'
import { Button } from '../ui/button.tsx'

/**
 * Says quietly that our server has another version of the page, and leaves it to the reader to load
 * it: the address says what is shown. Nothing to say once the version before is back.
 */
export function NewVersion({ reload = () => window.location.reload() }: { reload?: () => void }) {
  const words = useMessages().upgrade
  const served = useServedBuild()
  const [putOff, putOffUntilNext] = useState<string | null>(null)
  const mine = pageBuild()
  const isOther = served !== null && mine !== '' && served !== mine && served !== putOff
  return (
    <div
      role="status"
      className="pointer-events-none fixed inset-x-0 bottom-10 z-40 flex justify-center px-4"
    >
      {isOther && (
        <div className="pointer-events-auto flex items-center gap-2 rounded-md border border-line-2 bg-overlay py-1.5 pr-1.5 pl-3 shadow-2">
          <span>{words.ready}</span>
          <Button onClick={reload}>
            <RefreshCw aria-hidden="true" strokeWidth={2.25} />
            {words.reload}
          </Button>
          <Button kind="icon" aria-label={words.later} onClick={() => putOffUntilNext(served)}>
            <X aria-hidden="true" strokeWidth={2.25} />
          </Button>
        </div>
      )}
    </div>
  )
}

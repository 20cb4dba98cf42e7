import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useApi } from '../api/api-context.tsx'
import { readReply } from '../api/read-reply.ts'
import { useMessages } from '../i18n/language.tsx'
import { basePath } from '../served-page.ts'
import { useSees } from '../sync/sync-queries.ts'
import { Button } from '../ui/button.tsx'
import { useToast } from '../ui/toast.tsx'
import { SessionList } from './session-list.tsx'

/** Who one is, and the way out; nothing where nobody signs in. */
export function SessionLine() {
  const { session: words } = useMessages()
  const api = useApi()
  const { toastError } = useToast()
  const sees = useSees()
  const [isEnding, setEnding] = useState(false)
  const [isListed, setListed] = useState(false)
  const { data } = useQuery({
    queryKey: ['session'],
    queryFn: ({ signal }) => readReply(api.session.$get(undefined, { init: { signal } })),
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  })
  if (!data || data.signIn === 'none') return null
  const end = async () => {
    setEnding(true)
    await readReply(api.session.end.$post()).then(
      // Whatever was open in this browser asks again, is refused, and says so.
      ({ next }) => (next ? goTo(next) : readReply(api.session.$get()).catch(() => {})),
      () => toastError(words.notEnded),
    )
    setEnding(false)
  }
  return (
    <>
      <p className="mt-1 flex flex-wrap items-center gap-2 text-text-2">
        {data.signIn === 'link' ? words.byLink : words.as(data.viewer.name)}
        {sees && <span>{words.sees[sees]}</span>}
        {data.canEnd && (
          <>
            <Button tiny disabled={isEnding} onClick={() => void end()}>
              {words.end}
            </Button>
            <Button tiny aria-expanded={isListed} onClick={() => setListed(!isListed)}>
              {words.showSessions}
            </Button>
          </>
        )}
      </p>
      {isListed && <SessionList />}
    </>
  )
}

/** The provider is to be left, too. */
function goTo(next: string) {
  window.location.assign(basePath() + next)
}

import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useApi } from '../api/api-context.tsx'
import type { SessionEntry } from '../api/client.ts'
import { readReply } from '../api/read-reply.ts'
import { useMessages } from '../i18n/language.tsx'
import { Button } from '../ui/button.tsx'
import { Ago, Moment } from '../ui/moment.tsx'
import { useToast } from '../ui/toast.tsx'
import { browserName } from './browser-name.ts'

const key = ['sessions']

/** Where one is signed in, and for an admin who else is; each can be ended. */
export function SessionList() {
  const { session: words } = useMessages()
  const api = useApi()
  const { data, isError } = useQuery({
    queryKey: key,
    queryFn: ({ signal }) => readReply(api.sessions.$get(undefined, { init: { signal } })),
    refetchInterval: 10_000,
    retry: false,
  })
  const columns = [words.who, words.browser, words.started, words.lastSeen]
  if (isError) return <p role="alert">{words.sessionsFailed}</p>
  return (
    <section
      aria-label={words.sessions}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable
      tabIndex={0}
      className="mt-3 mb-6 max-h-80 overflow-auto rounded-lg border border-line-2 bg-surface px-4 py-1 [scrollbar-width:thin]"
    >
      {!data && <span className="skeleton my-3 w-3/5" />}
      {data && (
        <table className="w-full border-separate border-spacing-0 whitespace-nowrap">
          <thead>
            <tr className="[&>*]:h-8 [&>*]:border-b [&>*]:border-line-2 [&>*]:pr-4 [&>*]:text-left [&>*]:text-12 [&>*]:font-medium [&>*]:text-text-3">
              {columns.map((name) => (
                <th key={name} scope="col">
                  {name}
                </th>
              ))}
              <td />
            </tr>
          </thead>
          <tbody>
            {data.sessions.map((entry) => (
              <SessionRow key={entry.id} entry={entry} />
            ))}
          </tbody>
        </table>
      )}
    </section>
  )
}

function SessionRow({ entry }: { entry: SessionEntry }) {
  const { session: words } = useMessages()
  const { toastError } = useToast()
  const api = useApi()
  const queries = useQueryClient()
  const known = browserName(entry.browser)
  const browser = known ? words.browserOn(known.browser, known.system) : words.unknownBrowser
  const end = () =>
    readReply(api.sessions[':id'].end.$post({ param: { id: entry.id } }))
      .catch(() => toastError(words.notEnded))
      .finally(() => queries.invalidateQueries({ queryKey: key }))
  return (
    <tr className="[&>td]:h-9 [&>td]:border-line [&>td]:pr-4 [&>td:last-child]:pr-0 not-last:[&>td]:border-b">
      <td title={entry.viewer.id}>{entry.viewer.name}</td>
      <td title={entry.browser}>
        {browser}
        {entry.isThis && <b className="ml-2 font-medium text-text-2">{words.thisOne}</b>}
      </td>
      <td>
        <Moment iso={entry.startedAt} />
      </td>
      <td>
        <Ago iso={entry.lastSeenAt} />
      </td>
      <td className="text-right">
        {!entry.isThis && (
          <Button
            tiny
            aria-label={words.endSession(browser, entry.viewer.name)}
            onClick={() => void end()}
          >
            {words.endIt}
          </Button>
        )}
      </td>
    </tr>
  )
}

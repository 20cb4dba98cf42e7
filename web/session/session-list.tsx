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
        <table className="w-full border-separate border-spacing-0 whitespace-nowrap max-sm:block">
          <thead className="max-sm:sr-only">
            <tr className="[&>*]:h-8 [&>*]:border-b [&>*]:border-line-2 [&>*]:pr-4 [&>*]:text-left [&>*]:text-12 [&>*]:font-medium [&>*]:text-text-3">
              {columns.map((name) => (
                <th key={name} scope="col">
                  {name}
                </th>
              ))}
              <td />
            </tr>
          </thead>
          <tbody className="max-sm:block">
            {data.sessions.map((entry) => (
              <SessionRow key={entry.id} entry={entry} />
            ))}
          </tbody>
        </table>
      )}
    </section>
  )
}

const row =
  '[&>td]:h-9 [&>td]:border-line [&>td]:pr-4 [&>td:last-child]:pr-0 not-last:[&>td]:border-b'
const card =
  'max-sm:grid max-sm:grid-cols-[auto_minmax(0,1fr)_auto] max-sm:gap-x-2 max-sm:border-line max-sm:py-2 max-sm:not-last:border-b max-sm:[&>td]:h-auto! max-sm:[&>td]:border-0! max-sm:[&>td]:p-0!'

/** A row; on a phone a card of its own. */
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
    <tr className={`${row} ${card}`}>
      <td title={entry.viewer.id} className="max-sm:col-span-2 max-sm:font-medium">
        {entry.viewer.name}
      </td>
      <td title={entry.browser} className="max-sm:col-span-2">
        {browser}
        {entry.isThis && <b className="ml-2 font-medium text-text-2">{words.thisOne}</b>}
      </td>
      <td className="max-sm:text-12 max-sm:text-text-2">
        <Moment iso={entry.startedAt} />
      </td>
      <td className="max-sm:text-12 max-sm:text-text-2">
        <Ago iso={entry.lastSeenAt} />
      </td>
      <td className="text-right max-sm:col-start-3 max-sm:row-span-3 max-sm:row-start-1 max-sm:self-center">
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

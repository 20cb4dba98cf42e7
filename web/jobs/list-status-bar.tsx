import { useFormats, useMessages } from '../i18n/language.tsx'
import { coverage, useSees, useSync } from '../sync/sync-queries.ts'
import { KeysButton } from '../ui/keys-button.tsx'
import { LanguageSwitch } from '../ui/language-switch.tsx'
import { useNow } from '../ui/now.ts'
import { ThemeSwitch } from '../ui/theme-switch.tsx'
import { ZoneSwitch } from '../ui/zone-switch.tsx'
import { DensitySwitch } from './density-switch.tsx'
import type { LiveList } from './live-list.ts'

/** How much of what is known is listed, and how much is known of what there is. */
export function ListStatusBar({ list }: { list: LiveList }) {
  return (
    <footer className="flex h-(--h-status) items-center gap-3 border-t border-line-2 bg-bg pr-4 pl-(--gutter) text-12 whitespace-nowrap text-text-2 tabular-nums max-sm:hidden">
      <Coverage list={list} />
      <span className="flex-1" />
      <DensitySwitch />
      <ZoneSwitch />
      <LanguageSwitch />
      <ThemeSwitch />
      <KeysButton />
    </footer>
  )
}

function Coverage({ list }: { list: LiveList }) {
  const { list: lists, session } = useMessages()
  const words = lists.bar
  const sees = useSees()
  const formats = useFormats()
  const nowMs = useNow()
  const { connections, state, worst } = useSync()
  const { known, isWhole, checkedAt, unreadable } = coverage(connections)
  const total = connections.reduce((sum, { sweep }) => sum + (sweep?.jobCount ?? 0), 0)
  if (sees === 'nothing') return <span>{session.sees.nothing}</span>
  if (list.jobCount === null && list.failure) return null
  if (list.jobCount === null) return <b className="font-medium text-text">{words.loading}</b>
  const isFresh = state === 'live' || state === 'connecting' || !worst?.asOf
  return (
    <>
      <b className="font-medium text-text">
        {isWhole
          ? words.of(formats.number(list.jobCount), formats.number(Math.max(known, list.jobCount)))
          : total === 0
            ? words.readSoFar(formats.number(known))
            : words.read(formats.number(known), formats.number(total))}
      </b>
      <span className="overflow-hidden text-ellipsis text-text-3 max-md:hidden">
        {!isWhole || checkedAt === null
          ? words.partial
          : isFresh
            ? words.whole(formats.moment(checkedAt, nowMs))
            : words.wholeAsOf(formats.moment(worst.asOf, nowMs))}
      </span>
      {sees && <span className="text-text-3 max-md:hidden">{session.sees[sees]}</span>}
      <Unreadable count={unreadable} />
    </>
  )
}

function Unreadable({ count }: { count: number }) {
  const words = useMessages().coverage
  const formats = useFormats()
  if (count === 0) return null
  return <span className="text-text-3">{words.unreadable(count, formats.number(count))}</span>
}

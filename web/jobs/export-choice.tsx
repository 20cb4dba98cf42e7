import { Popover } from '@base-ui/react/popover'
import { Braces, Info, type LucideIcon, Sheet } from 'lucide-react'
import { type MouseEvent, useState } from 'react'
import type { Messages } from '../i18n/en.ts'
import type { Formats } from '../i18n/formats.ts'
import { useFormats, useMessages } from '../i18n/language.tsx'
import { coverage, useSyncNow } from '../sync/sync-queries.ts'
import { useFocusFirst } from '../ui/focus-first.ts'
import { MenuFace, menuItemClass } from '../ui/menu-face.tsx'
import { moveFocus } from '../ui/move-focus.ts'
import { useNow } from '../ui/now.ts'
import { exportLink } from './export-link.ts'
import type { ExportMenuProps } from './export-menu.tsx'
import { filterParts } from './job-search.ts'
import { maskUid } from './job-words.ts'

type ExportChoiceProps = ExportMenuProps & { onDone: () => void }

/** What the file will hold, and which one it is to be. The choices are links: they can be copied. */
export function ExportChoice({ search, jobCount, jobIds, connections, onDone }: ExportChoiceProps) {
  const words = useMessages().exporting
  const [hasWholeAccounts, setWholeAccounts] = useState(false)
  const list = useFocusFirst<HTMLUListElement>('a')
  const parts = { search, jobIds: jobIds ?? null, connections, hasWholeAccounts }
  const csv = exportLink({ ...parts, format: 'csv' })
  const ndjson = exportLink({ ...parts, format: 'ndjson' })
  return (
    <>
      <Popover.Title className="px-2 pt-1.5 pb-1 text-12 font-medium text-pretty text-text-2 tabular-nums">
        <Holds search={search} jobCount={jobCount} jobIds={jobIds} />
      </Popover.Title>
      <Coverage />
      {csv === null || ndjson === null ? (
        <p className="px-2 py-2 text-pretty">{words.tooMany}</p>
      ) : (
        <ul ref={list} onKeyDown={moveFocus('a, input')}>
          <FileLink
            href={csv}
            icon={Sheet}
            title={words.csv}
            help={words.csvHelp}
            onDone={onDone}
          />
          <FileLink
            href={ndjson}
            icon={Braces}
            title={words.ndjson}
            help={words.ndjsonHelp}
            onDone={onDone}
          />
          <WholeAccounts isOn={hasWholeAccounts} onChange={setWholeAccounts} />
        </ul>
      )}
    </>
  )
}

/** Of when, too: a paused page stands still, the file does not. */
function Holds(props: ExportMenuProps) {
  const words = useMessages().exporting
  const formats = useFormats()
  const nowMs = useNow()
  const { connections } = useSyncNow()
  const moments = connections.map(({ asOf }) => asOf)
  const asOf = moments.includes(null) ? undefined : moments.toSorted()[0]
  const holds = inWords(props, coverage(connections).isWhole, words, formats)
  return asOf ? words.asOf(holds, formats.moment(asOf, nowMs)) : holds
}

function inWords(
  { search, jobCount, jobIds }: ExportMenuProps,
  isWhole: boolean,
  words: Messages['exporting'],
  { number }: Formats,
): string {
  if (jobIds) return words.selected(jobIds.length, number(jobIds.length))
  if (jobCount === null) return words.uncounted
  if (filterParts(search.filter).length > 0) return words.filtered(jobCount, number(jobCount))
  return (isWhole ? words.all : words.readSoFar)(jobCount, number(jobCount))
}

function Coverage() {
  const words = useMessages().exporting
  const formats = useFormats()
  const { connections } = useSyncNow()
  const { known, isWhole } = coverage(connections)
  if (isWhole || connections.length === 0) return null
  return (
    <p className="mx-1 mb-1 flex gap-2 rounded-r2 bg-info-soft p-2 text-12 text-pretty">
      <Info aria-hidden="true" strokeWidth={2.25} className="mt-0.5 size-3.5 flex-none" />
      {words.partial(formats.number(known))}
    </p>
  )
}

type FileLinkProps = {
  href: string
  icon: LucideIcon
  title: string
  help: string
  onDone: () => void
}

function FileLink({ href, onDone, ...face }: FileLinkProps) {
  const isPlain = (event: MouseEvent) => !event.ctrlKey && !event.metaKey && !event.shiftKey
  return (
    <li>
      <a
        href={href}
        download
        className={menuItemClass}
        onClick={(event) => isPlain(event) && onDone()}
      >
        <MenuFace {...face} />
      </a>
    </li>
  )
}

function WholeAccounts({ isOn, onChange }: { isOn: boolean; onChange: (isOn: boolean) => void }) {
  const words = useMessages().exporting
  return (
    <li className="mt-1 border-t border-line pt-1">
      <label className="flex cursor-pointer items-start gap-2.5 rounded-r2 p-2 hover:bg-surface-2 has-focus-visible:outline-2 has-focus-visible:-outline-offset-2 has-focus-visible:outline-focus max-sm:py-3">
        <input
          type="checkbox"
          checked={isOn}
          onChange={(event) => onChange(event.target.checked)}
          className="mt-0.5 size-4 flex-none accent-accent-solid outline-none"
        />
        <span>
          {words.wholeAccounts}
          <span className="block text-12 text-text-2">
            {words.wholeAccountsHelp(maskUid('1984268643261230471'))}
          </span>
        </span>
      </label>
    </li>
  )
}

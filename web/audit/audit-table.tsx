import { Link } from '@tanstack/react-router'
import { Ban, Eye, FileDown, Link2, LogIn, LogOut, ShieldAlert } from 'lucide-react'
import type { AuditEntry } from '../api/client.ts'
import { useFormats, useMessages } from '../i18n/language.tsx'
import { useToRef } from '../jobs/job-ref.ts'
import { Moment } from '../ui/moment.tsx'
import {
  actInWords,
  exportedInWords,
  isLocal,
  signInInWords,
  viewerInWords,
} from './audit-words.ts'

const columns = ['time', 'who', 'what', 'connection'] as const

/** An entry a row; on a phone each is a card of its own. */
export function AuditTable({ entries }: { entries: readonly AuditEntry[] }) {
  const words = useMessages().audit
  return (
    <table className="w-full table-fixed border-separate border-spacing-0 max-sm:block">
      <caption className="sr-only">{words.heading}</caption>
      <colgroup>
        <col className="w-36" />
        <col className="w-52" />
        <col />
        <col className="w-[26%]" />
      </colgroup>
      <thead className="max-sm:sr-only">
        <tr>
          {columns.map((name) => (
            <th
              key={name}
              scope="col"
              className="h-8 border-b border-line-2 pr-4 text-left text-12 font-medium text-text-3 last:pr-0"
            >
              {words.columns[name]}
            </th>
          ))}
        </tr>
      </thead>
      <tbody className="max-sm:block">
        {entries.map((entry) => (
          <AuditRow key={entry.n} entry={entry} />
        ))}
      </tbody>
    </table>
  )
}

const row =
  'not-last:[&>td]:border-b [&>td]:border-line [&>td]:py-2.5 [&>td]:pr-4 [&>td]:align-top [&>td:last-child]:pr-0'
const card =
  'max-sm:grid max-sm:grid-cols-[minmax(0,1fr)_auto] max-sm:gap-x-3 max-sm:gap-y-1 max-sm:border-line max-sm:py-3 max-sm:not-last:border-b max-sm:[&>td]:border-0! max-sm:[&>td]:p-0'

function AuditRow({ entry }: { entry: AuditEntry }) {
  return (
    <tr className={`${row} ${card}`}>
      <td className="whitespace-nowrap text-text-2 max-sm:order-2 max-sm:text-12">
        <Moment iso={entry.at} />
      </td>
      <td className="break-words max-sm:order-1 max-sm:font-medium">
        <Who entry={entry} />
      </td>
      <td className="max-sm:order-3 max-sm:col-span-2">
        <What entry={entry} />
      </td>
      <td className="break-words text-text-2 max-sm:order-4 max-sm:col-span-2 max-sm:pl-6! max-sm:text-12">
        <Connections entry={entry} />
      </td>
    </tr>
  )
}

function Who({ entry }: { entry: AuditEntry }) {
  const messages = useMessages()
  const { viewer } = entry
  // A name may be like another's; what the sign-in knows somebody by is not.
  const id = viewer.role === 'anonymous' ? undefined : viewer.id
  return (
    <span title={isLocal(viewer) ? messages.audit.localViewerHelp : id}>
      {viewerInWords(messages, entry)}
    </span>
  )
}

function What({ entry }: { entry: AuditEntry }) {
  const messages = useMessages()
  const formats = useFormats()
  const Glyph = glyphs[entry.action] ?? ShieldAlert
  return (
    <div className="grid grid-cols-[1rem_minmax(0,1fr)] gap-x-2">
      <Glyph aria-hidden="true" className="mt-0.5 size-4 text-text-3" strokeWidth={2.25} />
      <span>{actInWords(messages, formats, entry)}</span>
      <div className="col-start-2 text-12 text-text-2">
        {entry.action === 'export' && <Exported entry={entry} />}
        {entry.action === 'result' && <ResultOf entry={entry} />}
        {'by' in entry &&
          signInInWords(messages, entry).map((line) => (
            <span key={line} className="block break-words">
              {line}
            </span>
          ))}
      </div>
    </div>
  )
}

const glyphs: Readonly<Record<string, typeof Eye>> = {
  view: Eye,
  export: FileDown,
  result: Link2,
  'sign-in': LogIn,
  'sign-out': LogOut,
  refused: Ban,
}

/** Which jobs, and whether the file names accounts. */
function Exported({ entry }: { entry: Extract<AuditEntry, { action: 'export' }> }) {
  const messages = useMessages()
  const formats = useFormats()
  const isWhole = entry.accounts === 'full'
  return (
    <>
      <span className="block break-words">{exportedInWords(messages, formats, entry.filter)}</span>
      <span className={`block ${isWhole ? 'text-warn-text' : ''}`}>
        {isWhole ? messages.audit.wholeAccounts : messages.audit.maskedAccounts}
      </span>
    </>
  )
}

function ResultOf({ entry }: { entry: Extract<AuditEntry, { action: 'result' }> }) {
  const { jobId, connection } = useToRef()(entry)
  return (
    <Link
      to="/jobs/$jobId"
      params={{ jobId }}
      search={connection === null ? {} : { jobConnection: [connection] }}
      className="rounded-r1 text-accent hover:underline"
    >
      <code className="break-all">{jobId}</code>
    </Link>
  )
}

function Connections({ entry }: { entry: AuditEntry }) {
  const formats = useFormats()
  if (entry.action === 'export') return formats.list(entry.connections)
  return 'connection' in entry ? entry.connection : null
}

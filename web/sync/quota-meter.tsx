import type { ConnectionSync } from '../api/client.ts'
import type { Messages } from '../i18n/en.ts'
import type { Formats } from '../i18n/formats.ts'
import { useFormats, useMessages } from '../i18n/language.tsx'
import { useSync } from './sync-queries.ts'

/** The upstream's own limit; shared with everybody else who uses the account. */
const callsPerSecond = 5
const bars = [0, 1, 2, 3, 4]

export function QuotaMeter() {
  const { list, sync } = useMessages()
  const formats = useFormats()
  const { worst, state } = useSync()
  const used = worst && state !== 'offline' ? worst.quota.callsPerSecond : null
  const text = used === null ? list.strip.unknownCount : formats.rate(used)
  const most = formats.number(callsPerSecond)
  const usedText = used === null ? sync.quota.unknown : sync.quota.of(text, most)
  const shared = used === null ? '' : sharing(worst?.quota, sync.quota, formats)
  const label = shared === '' ? usedText : sync.quota.both(usedText, shared)
  return (
    <span
      role="img"
      aria-label={label}
      title={label}
      className="flex h-7 items-center gap-1.5 px-2 text-12 whitespace-nowrap text-text-2 tabular-nums max-md:hidden"
    >
      <span className="flex items-end gap-0.5">
        {bars.map((bar) => (
          <i key={bar} className="relative block h-3 w-1 overflow-hidden rounded-[1px] bg-line-2">
            <i
              className="absolute inset-x-0 bottom-0 block bg-accent"
              style={{ height: `${Math.min(1, Math.max(0, (used ?? 0) - bar)) * 100}%` }}
            />
          </i>
        ))}
      </span>
      <span>
        {text}
        <span className="text-text-3">/{most}</span>
      </span>
    </span>
  )
}

type QuotaWords = Messages['sync']['quota']

/** Whether we have the account's quota for ourselves. */
function sharing(quota: ConnectionSync['quota'] | undefined, words: QuotaWords, formats: Formats) {
  if (!quota || quota.sharing === 'alone') return ''
  if (quota.sharing === 'contended') return words.contended
  return quota.othersPerSecond === null
    ? words.shared
    : words.sharedRate(formats.rate(quota.othersPerSecond))
}

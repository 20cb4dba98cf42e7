import { ChevronDown } from 'lucide-react'
import { useState } from 'react'
import type { ConnectionSync } from './api/client.ts'
import { useMessages } from './i18n/language.tsx'
import { withFilter, withValues } from './jobs/job-search.ts'
import { useJobSearch } from './jobs/use-job-search.ts'
import { lazyNamed } from './ui/lazy-named.ts'
import { PopupButton } from './ui/popup-button.tsx'

const ScopeChoice = lazyNamed(async () => (await import('./scope-choice.tsx')).ScopeChoice)

/**
 * Which connections' jobs are listed: the list's own filter, one press away on every page. Stays open
 * while it is walked by arrow keys, which choose as they go.
 */
export function ScopeSwitch({ connections }: { connections: readonly ConnectionSync[] }) {
  const messages = useMessages()
  const words = messages.list.scope
  const [search, change] = useJobSearch()
  const [isOpen, setOpen] = useState(false)
  const chosen = search.filter.connection ?? []
  const [one] = chosen
  const scope =
    one === undefined ? words.all : chosen.length === 1 ? one : words.some(chosen.length)
  const options = [
    { key: 'all', value: null, face: words.all },
    ...connections.map((sync) => ({
      key: `one ${sync.connection}`,
      value: sync.connection,
      face: <Face sync={sync} state={messages.sync.state[sync.state]} />,
    })),
  ]
  function choose(name: string | null) {
    change(withFilter(search, withValues(search.filter, 'connection', name === null ? [] : [name])))
  }
  return (
    <PopupButton
      isOpen={isOpen}
      onOpenChange={setOpen}
      onIntent={() => void ScopeChoice.preload()}
      popupClass="w-72 p-1"
      popup={
        <ScopeChoice
          label={words.title}
          options={options}
          isOn={(name) => (name === null ? chosen.length === 0 : chosen.includes(name))}
          onChoose={choose}
        />
      }
      aria-label={words.choose(scope)}
      className="flex h-7 min-w-0 items-center gap-1.5 rounded-r2 px-2 font-medium hover:bg-surface-2"
    >
      <span className="max-w-48 overflow-hidden text-ellipsis">{scope}</span>
      <ChevronDown
        aria-hidden="true"
        className="size-3.5 flex-none text-text-3"
        strokeWidth={2.25}
      />
    </PopupButton>
  )
}

/** Its name, and how it is where it is not well. */
function Face({ sync, state }: { sync: ConnectionSync; state: string }) {
  return (
    <>
      <span className="min-w-0 flex-1 overflow-hidden text-ellipsis whitespace-nowrap">
        {sync.connection}
      </span>
      <span className="text-12 text-text-3">
        {sync.state === 'live' ? (sync.iotInstanceId ?? sync.region) : state}
      </span>
    </>
  )
}

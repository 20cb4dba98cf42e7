import { Tabs } from '@base-ui/react/tabs'
import type { ReactNode } from 'react'
import { useMessages } from '../i18n/language.tsx'
import { useShortcuts } from '../ui/shortcuts.ts'
import type { DetailVariant } from './job-detail-section.tsx'
import type { DetailTab } from './job-search.ts'
import { useDetailView } from './use-detail-view.ts'

const details = 'details'
const nameOf = (tab: DetailTab | null) => tab ?? details

/** The faces of a job; which one is shown is in the URL. */
export function DetailTabs({ variant, children }: { variant: DetailVariant; children: ReactNode }) {
  const [{ tab }, show] = useDetailView()
  useShortcuts({ details: () => show({ tab: null }), received: () => show({ tab: 'json' }) })
  return (
    <Tabs.Root
      value={nameOf(tab)}
      onValueChange={(value) => show({ tab: value === 'json' ? 'json' : null })}
      className={variant === 'drawer' ? 'flex min-h-0 flex-1 flex-col' : ''}
    >
      {children}
    </Tabs.Root>
  )
}

export function DetailTabList() {
  const words = useMessages().detail.tabs
  return (
    <Tabs.List aria-label={words.label} className="mt-2 -mb-px flex gap-4">
      <Tabs.Tab value={details} className={tabClass}>
        {words.details}
      </Tabs.Tab>
      <Tabs.Tab value="json" className={tabClass}>
        {words.received}
      </Tabs.Tab>
    </Tabs.List>
  )
}

const tabClass =
  'min-h-8 border-b-2 border-transparent font-medium text-text-2 hover:text-text data-active:border-accent-solid data-active:text-text max-sm:min-h-11'

type DetailPanelProps = { tab: DetailTab | null; className: string; children: ReactNode }

export function DetailPanel({ tab, className, children }: DetailPanelProps) {
  return (
    <Tabs.Panel value={nameOf(tab)} className={className}>
      {children}
    </Tabs.Panel>
  )
}

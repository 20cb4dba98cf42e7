import { type ComponentType, useEffect, useRef } from 'react'
import type { Shortcut } from './shortcuts.ts'

/** Everything that can be done by name, in the order in which it is offered. One line adds one. */
const actionNames = [
  'copyLiveLink',
  'copySeenLink',
  'check',
  'export',
  'columns',
  'rowHeight',
  'pause',
  'clearSearch',
  'clearFilters',
  'language',
  'zone',
  'themeLight',
  'themeDark',
  'themeSystem',
  'keys',
] as const

type ActionName = (typeof actionNames)[number]

export type Action = {
  readonly label: string
  readonly glyph: ComponentType<{ className?: string; strokeWidth?: number }>
  /** What it costs, where it costs something: `1 call`. */
  readonly cost?: string
  readonly shortcut?: Shortcut
  run(): void
}

export type NamedAction = Action & { readonly name: ActionName }

type Offered = { readonly current: Action | null }

const offered = new Map<ActionName, Offered>()

/** Offers an action in the palette while the caller is on the page; `null`: not now. */
export function useAction(name: ActionName, action: Action | null) {
  const latest = useRef(action)
  useEffect(() => {
    latest.current = action
  })
  useEffect(() => {
    offered.set(name, latest)
    return () => {
      if (offered.get(name) === latest) offered.delete(name)
    }
  }, [name])
}

/** What the page offers at this moment, and what the caller offers besides. */
export function listActions(more: readonly NamedAction[]): readonly NamedAction[] {
  return actionNames.flatMap((name) => {
    const action = offered.get(name)?.current
    return action ? [{ ...action, name }] : more.filter((one) => one.name === name)
  })
}

import { type ComponentType, useEffect, useRef } from 'react'
import type { Shortcut } from './shortcuts.ts'

/** Everything that can be done by name, in the order in which it is offered. One line adds one. */
const actionNames = [
  'copyLiveLink',
  'copySeenLink',
  'check',
  'export',
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
  /** Whether what it opens has a place on the screen as it is. */
  isShown?(): boolean
  run(): void
}

export type NamedAction = Action & { readonly name: ActionName }

type Offered = { readonly name: ActionName; readonly action: { readonly current: Action | null } }

const offered = new Set<Offered>()

/**
 * Offers an action in the palette while the caller is on the page; `null`: not now. Of several
 * that offer the same, the first to have it answers.
 */
export function useAction(name: ActionName, action: Action | null) {
  const latest = useRef(action)
  useEffect(() => {
    latest.current = action
  })
  useEffect(() => {
    const own = { name, action: latest }
    offered.add(own)
    return () => {
      offered.delete(own)
    }
  }, [name])
}

/** What the page offers at this moment. Asks for places on the screen: not for every render. */
export function offeredActions(): readonly NamedAction[] {
  return [...offered].flatMap(({ name, action: { current } }) =>
    current && (current.isShown?.() ?? true) ? [{ ...current, name }] : [],
  )
}

/** Each name once, in the order in which they are offered. */
export function inOrder(actions: readonly NamedAction[]): readonly NamedAction[] {
  return actionNames.flatMap((name) => {
    const first = actions.find((one) => one.name === name)
    return first ? [first] : []
  })
}

import type { ReactNode } from 'react'
import type { Shortcut } from '../ui/shortcuts.ts'

/** One line of the palette. */
export type PaletteItem = {
  /** The same thing has the same id, whatever is typed. */
  readonly id: string
  readonly glyph: ReactNode
  readonly label: ReactNode
  /** At the far end: a count, a route, a cost. */
  readonly aside?: ReactNode
  readonly shortcut?: Shortcut
  /** It leads on within the palette, which stays open. */
  readonly staysOpen?: boolean
  run(how: Choice): void
}

/** `asPage`: with Ctrl or ⌘, a job opens as a page of its own. */
export type Choice = { readonly asPage: boolean }

export type PaletteGroup = {
  readonly id: 'top' | 'filters' | 'actions' | 'fields' | 'jobs'
  readonly items: readonly PaletteItem[]
  /** How much of it is shown. */
  readonly note?: string
}

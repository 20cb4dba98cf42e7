import { remember } from './remembered.ts'

export const themes = ['light', 'dark', 'system'] as const
export type Theme = (typeof themes)[number]

/** The theme is a look, not a filter: this browser remembers it, no link carries it. */
export const rememberedTheme = remember<Theme>({
  key: 'waybill-theme',
  parse: (text) => themes.find((one) => one === text) ?? 'system',
  format: (value) => (value === 'system' ? null : value),
  apply,
})

/** Before the first paint, so that a dark page does not flash. */
export function applyTheme() {
  apply(rememberedTheme.read())
}

function apply(value: Theme) {
  if (value === 'system') delete document.documentElement.dataset['theme']
  else document.documentElement.dataset['theme'] = value
}

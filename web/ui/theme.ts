import { remember } from './remembered.ts'

export const themes = ['light', 'dark', 'system'] as const
export type Theme = (typeof themes)[number]

/** The theme is a look, not a filter: this browser remembers it, no link carries it. */
const theme = remember<Theme>({
  key: 'waybill-theme',
  parse: (text) => themes.find((one) => one === text) ?? 'system',
  format: (value) => (value === 'system' ? null : value),
  apply,
})

export const useTheme = theme.use

/** Before the first paint, so that a dark page does not flash. */
export function applyTheme() {
  apply(theme.read())
}

function apply(value: Theme) {
  if (value === 'system') delete document.documentElement.dataset['theme']
  else document.documentElement.dataset['theme'] = value
}

import { remember } from './remembered.ts'
import { useRemembered } from './use-remembered.ts'

/**
 * Whether a character alone is a shortcut (WCAG 2.1.4). Off, it gets in nobody's way who dictates
 * or presses it unawares. This browser remembers it.
 */
const singleKeys = remember<boolean>({
  key: 'waybill-single-keys',
  parse: (text) => text !== 'off',
  format: (isOn) => (isOn ? null : 'off'),
})

export const useSingleKeys = () => useRemembered(singleKeys)
export const areSingleKeysOn = singleKeys.read

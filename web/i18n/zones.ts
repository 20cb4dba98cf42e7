import { remember } from '../ui/remembered.ts'

export const browserZone = () => Intl.DateTimeFormat().resolvedOptions().timeZone

/** The zone that the reader chose; `null`: the browser's own, whichever that is. */
export const rememberedZone = remember<string | null>({
  key: 'waybill-zone',
  parse: (text) => (text !== null && isZone(text) ? text : null),
  format: (zone) => zone,
})

function isZone(text: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: text }).resolvedOptions().timeZone !== ''
  } catch {
    return false
  }
}

import { remember } from '../ui/remembered.ts'

export const leastDrawer = 400
export const mostDrawer = 960
const usualDrawer = 576

/** In CSS pixels, within what is sensible; `null`: as usual. */
export function boundDrawer(width: number | null): number {
  return Math.min(mostDrawer, Math.max(leastDrawer, Math.round(width ?? usualDrawer)))
}

/** How wide the drawer is, in this browser alone; `null`: as usual. */
export const drawerWidth = remember<number | null>({
  key: 'waybill-drawer-width',
  parse(text) {
    const stored = Number(text)
    return stored >= leastDrawer && stored <= mostDrawer ? stored : null
  },
  format: (width) => (width === null ? null : String(width)),
})

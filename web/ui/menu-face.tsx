import type { LucideIcon } from 'lucide-react'

/** For a button or a link that stands in a popup as one choice of a few. */
export const menuItemClass =
  'flex w-full items-start gap-2.5 rounded-r2 p-2 text-left hover:bg-surface-2 focus-visible:-outline-offset-2 focus-visible:bg-surface-2 max-sm:py-3'

type MenuFaceProps = {
  icon: LucideIcon
  title: string
  /** What comes of it. */
  help: string
  /** The key that does the same: `⇧L`. */
  keyCap?: string
}

export function MenuFace({ icon: Icon, title, help, keyCap }: MenuFaceProps) {
  return (
    <>
      <Icon aria-hidden="true" strokeWidth={2.25} className="mt-0.5 size-4 flex-none text-text-2" />
      <span className="min-w-0 flex-1">
        <span className="block font-medium">{title}</span>
        <span className="block text-12 text-pretty text-text-2">{help}</span>
      </span>
      {keyCap !== undefined && (
        <span aria-hidden="true" className="key-cap max-sm:hidden">
          {keyCap}
        </span>
      )}
    </>
  )
}

import type { ComponentProps } from 'react'

type ButtonKind = 'default' | 'primary' | 'ghost' | 'link' | 'icon'
type ButtonLook = { kind?: ButtonKind; tiny?: boolean }

/** `kind="icon"` is square, borderless and needs an `aria-label`. At most one `primary` a screen. */
export function Button({
  kind,
  tiny,
  className = '',
  ...rest
}: ComponentProps<'button'> & ButtonLook) {
  return (
    <button type="button" {...rest} className={`${buttonClass({ kind, tiny })} ${className}`} />
  )
}

/** The look of a button, for a link that stands among buttons. */
export function buttonClass({ kind = 'default', tiny = false }: ButtonLook): string {
  return `${base} ${looks[kind]} ${sizes[kind === 'icon' ? 'icon' : 'text'][tiny ? 'tiny' : 'full']}`
}

const base =
  'inline-flex flex-none items-center justify-center gap-1.5 rounded-md border font-medium whitespace-nowrap transition-colors disabled:border-line disabled:bg-surface-2 disabled:text-text-off disabled:shadow-none [&>svg]:flex-none'

const quiet = 'border-transparent bg-transparent hover:bg-surface-3 active:bg-surface-3'

const looks: Record<ButtonKind, string> = {
  default:
    'border-line-2 bg-surface text-text shadow-1 hover:border-[color-mix(in_oklch,var(--line-2),var(--line-3)_35%)] hover:bg-surface-2 active:bg-surface-3 active:shadow-none [&>svg:first-child]:-ml-0.5 [&>svg]:text-text-2',
  primary:
    'border-transparent bg-accent-solid text-on-solid shadow-1 hover:bg-accent-hover active:bg-[color-mix(in_oklch,var(--accent-hover),black_12%)] [&>svg:first-child]:-ml-0.5',
  ghost: `${quiet} text-text-2 hover:text-text [&>svg:first-child]:-ml-0.5`,
  link: `${quiet} text-accent [&>svg:first-child]:-ml-0.5`,
  icon: `${quiet} text-text-2 hover:text-text`,
}

const sizes = {
  text: {
    full: 'min-h-7 px-2.5 text-13 [&>svg]:size-4',
    tiny: 'min-h-6 px-1.5 text-12 [&>svg]:size-4',
  },
  icon: { full: 'size-7 [&>svg]:size-4', tiny: 'size-6 [&>svg]:size-3.5' },
}

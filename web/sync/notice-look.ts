/** A bar across the page, above the filters. */
export const box = 'flex items-start gap-3 border-t px-(--gutter) py-2 max-sm:py-3'
export const icon = 'mt-1.5 size-4 flex-none max-sm:mt-0.5'
export const tones = {
  warn: 'border-warn-line bg-warn-soft [&>svg]:text-warn-text',
  stop: 'border-stop-line bg-stop-soft [&>svg]:text-st-stop-text',
}

import type { Strategy } from '../api/client.ts'

/** The strategy beside its targets: straight to a named region, or a fork to the nearest ones. */
export function HopGlyph({ strategy }: { strategy: Strategy }) {
  return (
    <svg
      className="hop"
      aria-hidden="true"
      viewBox="0 0 16 16"
      width="16"
      height="16"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.5"
      strokeLinecap="round"
      strokeLinejoin="round"
    >
      <path
        d={
          strategy === 'nearest-region'
            ? 'M2.5 8h3M13.5 8h-8M5.5 8c1.8 0 1.6-4.25 3.6-4.25h4.4M5.5 8c1.8 0 1.6 4.25 3.6 4.25h4.4'
            : 'M2.5 8h11M10.25 4.75 13.5 8l-3.25 3.25'
        }
      />
    </svg>
  )
}

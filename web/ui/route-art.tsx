/** The route with its ends open: there is nothing here. */
export function RouteArt() {
  return (
    <svg
      viewBox="0 0 160 72"
      width="160"
      height="72"
      aria-hidden="true"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.5"
      strokeLinecap="round"
      className="text-line-3"
    >
      <circle cx="16" cy="36" r="5" />
      <path d="M22 36h28" />
      <g strokeDasharray="3 5">
        <path d="M50 36c16 0 14-24 32-24h24" />
        <path d="M50 36h56" />
        <path d="M50 36c16 0 14 24 32 24h24" />
      </g>
      <g strokeDasharray="2.4 2.8">
        <circle cx="114" cy="12" r="5" />
        <circle cx="114" cy="36" r="5" />
        <circle cx="114" cy="60" r="5" />
      </g>
    </svg>
  )
}

export function Logo() {
  return (
    <svg viewBox="0 0 20 20" width="20" height="20" aria-hidden="true" className="flex-none">
      <rect width="20" height="20" rx="5" className="fill-text" />
      <path
        d="M4.25 6.25 7 13.5l3-6 3 6 1.9-5"
        fill="none"
        strokeWidth="1.75"
        strokeLinecap="round"
        strokeLinejoin="round"
        className="stroke-bg"
      />
      <circle cx="15.4" cy="6.6" r="1.5" className="fill-bg" />
    </svg>
  )
}

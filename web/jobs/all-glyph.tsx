export function AllGlyph() {
  return (
    <svg
      aria-hidden="true"
      viewBox="0 0 16 16"
      width="14"
      height="14"
      fill="currentColor"
      className="flex-none text-text-3"
    >
      <circle cx="4.5" cy="4.5" r="1.6" />
      <circle cx="11.5" cy="4.5" r="1.6" />
      <circle cx="4.5" cy="11.5" r="1.6" />
      <circle cx="11.5" cy="11.5" r="1.6" />
    </svg>
  )
}

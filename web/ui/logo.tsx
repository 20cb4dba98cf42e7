/** Drawn in index.html, where it is wanted before the program is read. */
export function Logo() {
  return (
    <svg width="20" height="20" aria-hidden="true" className="flex-none">
      <use href="#logo" />
    </svg>
  )
}
